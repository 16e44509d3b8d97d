package org.brixianode.lab.keras;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.brixianode.model.Architecture;
import org.brixianode.network.BsNet;
import org.brixianode.network.Part;
import org.brixianode.network.VariableSpec;
import org.brixianode.network.Weights;

/** Start weights of the single-lung branch. */
public final class LungBranchStart {

    private static final Set<Part> BACKBONE = EnumSet.of(Part.BRANCH_TRUNK, Part.BRANCH);

    /**
     * @param file the backbone's kernels and biases in the layout of a Keras 2 weight file, each
     *     normalisation folded into them; models/efficientnet-lite0 describes its origin
     * @return a value for every variable of the branch's backbone
     * @throws InvalidWeightsException naming every tensor that is missing, unknown or misshapen
     * @throws IOException if the file cannot be read as a weight file
     */
    public static Weights read(Architecture architecture, Path file)
            throws IOException, InvalidWeightsException {
        List<VariableSpec> specs =
                BsNet.variables(architecture).stream()
                        .filter(spec -> BACKBONE.contains(spec.part()))
                        .toList();
        WeightFile read = WeightFile.read(file, specs, BACKBONE);
        if (!read.problems().isEmpty()) {
            throw new InvalidWeightsException(read.problems());
        }
        Weights weights = new Weights();
        specs.forEach(spec -> weights.put(spec, read.values(spec)));
        return weights;
    }

    private LungBranchStart() {}
}
