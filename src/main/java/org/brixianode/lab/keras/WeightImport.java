package org.brixianode.lab.keras;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.brixianode.model.Architecture;
import org.brixianode.network.BsNet;
import org.brixianode.network.Part;
import org.brixianode.network.VariableSpec;
import org.brixianode.network.Weights;

/**
 * Converts weight files of the published code to weights of this network. Keras's layouts are those
 * of this network (kernels height, width, in, out; transposed ones height, width, out, in; dense
 * ones in, out), so that values pass unchanged.
 */
public final class WeightImport {

    private static final Set<Part> SEGMENTATION = EnumSet.of(Part.BACKBONE, Part.DECODER);
    private static final Set<Part> ALIGNMENT = EnumSet.of(Part.ALIGNMENT);
    private static final Set<Part> SCORE = EnumSet.allOf(Part.class);

    /**
     * @param score file of the whole network
     * @param segmentation file of backbone and decoder, which must agree with the score's
     * @param alignment file of the spatial transformer, which must agree with the score's
     * @return a value for every variable
     * @throws InvalidWeightsException naming every tensor that is missing, unknown, stored twice
     *     with different values, of a wrong shape, not finite, or not the same in two files
     * @throws IOException if a file cannot be read as a weight file
     */
    public static Weights read(
            Architecture architecture,
            Path score,
            Optional<Path> segmentation,
            Optional<Path> alignment)
            throws IOException, InvalidWeightsException {
        List<VariableSpec> specs = BsNet.variables(architecture);
        WeightFile whole = WeightFile.read(score, specs, SCORE);
        List<String> problems = new ArrayList<>(whole.problems());
        if (segmentation.isPresent()) {
            compare(whole, WeightFile.read(segmentation.get(), specs, SEGMENTATION), problems);
        }
        if (alignment.isPresent()) {
            compare(whole, WeightFile.read(alignment.get(), specs, ALIGNMENT), problems);
        }
        if (!problems.isEmpty()) {
            throw new InvalidWeightsException(problems);
        }
        Weights weights = new Weights();
        specs.forEach(spec -> weights.put(spec, whole.values(spec)));
        return weights;
    }

    /** Adds a part's own problems and every tensor in which it differs from the whole. */
    private static void compare(WeightFile whole, WeightFile part, List<String> problems) {
        problems.addAll(part.problems());
        for (Map.Entry<String, float[]> entry : part.values().entrySet()) {
            float[] other = whole.values().get(entry.getKey());
            if (other != null && !Arrays.equals(entry.getValue(), other)) {
                problems.add(
                        "%s and %s differ in %s by up to %.3g"
                                .formatted(
                                        part.path().getFileName(),
                                        whole.path().getFileName(),
                                        entry.getKey(),
                                        WeightFile.largestDifference(entry.getValue(), other)));
            }
        }
    }

    private WeightImport() {}
}
