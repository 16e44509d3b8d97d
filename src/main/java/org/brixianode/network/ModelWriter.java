package org.brixianode.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.brixianode.model.BsNetModel;
import org.brixianode.model.ModelCard;
import org.brixianode.model.ModelFiles;
import org.brixianode.model.Probe;
import org.brixianode.model.ServingSignature;
import org.brixianode.model.Sessions;

/** Writes a model's folder: SavedModel and model card. */
public final class ModelWriter {

    /** Intended use of a model trained on the public set. */
    public static final String INTENDED_USE =
            "Research only, not for diagnosis: semi-quantitative severity of pneumonia on frontal"
                    + " chest radiographs.";

    /** Writes networks with kernels in half precision. */
    public static void write(Path folder, List<Weights> members, ModelCard card)
            throws IOException {
        write(folder, members, card, KernelPrecision.HALF);
    }

    /**
     * @param folder created if missing; an existing model in it is replaced
     * @param members at least one network's weights
     * @param card the model's card; outputs, members and files are filled in here
     * @param precision how kernels are stored
     */
    public static void write(
            Path folder, List<Weights> members, ModelCard card, KernelPrecision precision)
            throws IOException {
        ModelCard withoutProbe = export(folder, members, card, precision);
        try (BsNetModel model = BsNetModel.load(folder, Sessions.cpuAsWritten())) {
            float[] probe = Probe.image(card.architecture().inputSizePx());
            List<Double> output = Probe.probabilities(model.run(List.of(probe)).get(0));
            filled(card, members.size(), withoutProbe.files(), output).write(folder);
        }
    }

    /**
     * Writes networks that are loaded to be measured and not kept: without the probe's output,
     * which a self-test compares and for which the model would be loaded once more.
     */
    public static void writeWithoutProbe(Path folder, List<Weights> members, ModelCard card)
            throws IOException {
        export(folder, members, card, KernelPrecision.HALF);
    }

    /** The card as written, without the probe's output. */
    private static ModelCard export(
            Path folder, List<Weights> members, ModelCard card, KernelPrecision precision)
            throws IOException {
        Files.createDirectories(folder);
        try (ServingGraph graph =
                new ServingGraph(card.architecture(), members, card.testTimeFlip(), precision)) {
            graph.export(folder);
        }
        ModelCard withoutProbe =
                filled(card, members.size(), ModelFiles.digests(folder), List.of());
        withoutProbe.write(folder);
        return withoutProbe;
    }

    private static ModelCard filled(
            ModelCard card, int members, Map<String, String> files, List<Double> probe) {
        return new ModelCard(
                card.id(),
                card.version(),
                card.architecture(),
                members,
                card.testTimeFlip(),
                card.preprocessing(),
                card.decision(),
                card.calibration(),
                ServingSignature.OUTPUTS,
                files,
                probe,
                card.training(),
                card.licence(),
                card.intendedUse(),
                card.figures());
    }

    private ModelWriter() {}
}
