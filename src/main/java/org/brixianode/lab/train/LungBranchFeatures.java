package org.brixianode.lab.train;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.model.Architecture;
import org.brixianode.model.Sessions;
import org.brixianode.model.TensorIo;
import org.brixianode.network.BsNet;
import org.brixianode.network.VariableSpec;
import org.brixianode.network.Variables;
import org.brixianode.network.Weights;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Statistics of the branch's features over the zones of the training images, measured before its
 * training, for standardisation.
 */
final class LungBranchFeatures {

    /** Whether weights lack the statistics, as those of an untrained branch. */
    static boolean areMissing(Weights weights) {
        return BsNet.branchStatistics(1).stream()
                .noneMatch(spec -> weights.asMap().containsKey(spec.name()));
    }

    /**
     * @param weights to start from
     * @param samples with lungs
     * @return the weights with mean and variance of each feature
     */
    static Weights measured(Architecture architecture, Weights weights, List<Sample> samples) {
        int side = architecture.inputSizePx();
        int lungSide = architecture.networkSizePx();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Variables variables = new Variables(tf);
            Placeholder<TFloat32> whole = placeholder(tf, side);
            Placeholder<TFloat32> lungs = placeholder(tf, lungSide);
            Operand<TFloat32> features =
                    BsNet.branchFeatures(tf, variables, architecture, whole, lungs);
            List<float[]> byImage = new ArrayList<>();
            try (Session session = new Session(graph, Sessions.repeatable())) {
                variables.assign(session, weights);
                for (Sample sample : samples) {
                    float[] given = sample.lungs().orElseThrow().given();
                    try (Tensor picture = TensorIo.tensor(sample.whole(), 1, side, side, 1);
                            Tensor mask = TensorIo.tensor(given, 1, lungSide, lungSide, 1);
                            var result =
                                    session.runner()
                                            .feed(whole.asOutput(), picture)
                                            .feed(lungs.asOutput(), mask)
                                            .fetch(features.asOutput())
                                            .run()) {
                        byImage.add(TensorIo.floats(result.get(0)));
                    }
                }
            }
            int channels = (int) features.asOutput().shape().get(1);
            return weights.updated(statistics(byImage, channels));
        }
    }

    private static Placeholder<TFloat32> placeholder(Ops tf, int side) {
        return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, side, side, 1)));
    }

    private static Weights statistics(List<float[]> byImage, int channels) {
        float[] means = new float[channels];
        float[] variances = new float[channels];
        for (int channel = 0; channel < channels; channel++) {
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (float[] zones : byImage) {
                for (int at = channel; at < zones.length; at += channels) {
                    sum += zones[at];
                    squares += (double) zones[at] * zones[at];
                    count++;
                }
            }
            double mean = sum / count;
            means[channel] = (float) mean;
            variances[channel] = (float) Math.max(0, squares / count - mean * mean);
        }
        List<VariableSpec> specs = BsNet.branchStatistics(channels);
        Weights found = new Weights();
        found.put(specs.get(0), means);
        found.put(specs.get(1), variances);
        return found;
    }

    private LungBranchFeatures() {}
}
