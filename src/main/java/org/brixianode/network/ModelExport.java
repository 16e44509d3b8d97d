package org.brixianode.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.brixianode.model.ModelCard;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

/** Writes a model again from its own weights, with the serving graph of this release. */
public final class ModelExport {

    private static final String GRAPH = "saved_model.pb";

    /**
     * Weights and their precision stay the same; graph, digests and probe are created anew.
     *
     * @param from a model's folder
     * @param to another folder; its name is the new model's id
     * @param version of the new model
     * @throws IOException if there is no model, or a damaged one
     */
    public static void write(Path from, Path to, String version) throws IOException {
        if (Files.exists(to) && Files.isSameFile(from, to)) {
            throw new IOException("a model cannot be exported onto itself: " + to);
        }
        ModelCard card = ModelCard.read(from).renamed(to.getFileName().toString(), version);
        ModelWriter.write(to, ModelReader.weights(from), card, precision(from));
    }

    /** Precision of a model's stored kernels. */
    private static KernelPrecision precision(Path folder) throws IOException {
        SavedModel model = SavedModel.parseFrom(Files.readAllBytes(folder.resolve(GRAPH)));
        boolean half =
                model.getMetaGraphs(0).getGraphDef().getNodeList().stream()
                        .anyMatch(ModelExport::isHalfVariable);
        return half ? KernelPrecision.HALF : KernelPrecision.SINGLE;
    }

    private static boolean isHalfVariable(NodeDef node) {
        return node.getOp().equals(org.tensorflow.op.core.Variable.OP_NAME)
                && node.getAttrOrThrow("dtype").getType() == DataType.DT_HALF;
    }

    private ModelExport() {}
}
