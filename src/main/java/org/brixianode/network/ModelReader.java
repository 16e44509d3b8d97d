package org.brixianode.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.model.BsNetModel;
import org.brixianode.model.ModelCard;
import org.brixianode.model.Sessions;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Reads the weights from a model's folder, for fine-tuning. */
public final class ModelReader {

    /**
     * @param folder as {@link ModelWriter} writes it
     * @return each network's weights, in single precision
     * @throws IOException if the folder holds no model, or a damaged one
     */
    public static List<Weights> weights(Path folder) throws IOException {
        ModelCard card = BsNetModel.checkedCard(folder);
        List<VariableSpec> specs = BsNet.variables(card.architecture());
        List<Weights> members = new ArrayList<>();
        try (SavedModelBundle bundle = Sessions.bundle(folder)) {
            for (int member = 0; member < card.members(); member++) {
                String prefix = ServingGraph.prefix(member, card.members());
                members.add(weights(bundle.graph(), bundle.session(), specs, prefix));
            }
        }
        return members;
    }

    /** A variable's name in the model: the network's own, or the shared one. */
    private static String stored(Graph graph, String prefix, VariableSpec spec) {
        String own = prefix + spec.name();
        return graph.operation(own) == null ? ServingGraph.SHARED + spec.name() : own;
    }

    private static Weights weights(
            Graph graph, Session session, List<VariableSpec> specs, String prefix) {
        Session.Runner runner = session.runner();
        specs.forEach(spec -> runner.fetch(stored(graph, prefix, spec)));
        Weights weights = new Weights();
        try (var result = runner.run()) {
            for (int i = 0; i < specs.size(); i++) {
                float[] values = new float[specs.get(i).size()];
                ((FloatNdArray) result.get(i)).copyTo(DataBuffers.of(values, false, false));
                weights.put(specs.get(i), values);
            }
        }
        return weights;
    }

    private ModelReader() {}
}
