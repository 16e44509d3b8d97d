package org.brixianode.lab.train;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.brixianode.model.Architecture;
import org.brixianode.model.Sessions;
import org.brixianode.model.TensorIo;
import org.brixianode.network.BsNet;
import org.brixianode.network.NetworkInput;
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
 * Validation images and a network for inference that measures the loss on them. One thread at a
 * time.
 */
final class ValidationSet implements AutoCloseable {

    private static final int GRADES = 4;

    private final List<Sample> samples;
    private final Architecture architecture;
    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final Variables variables = new Variables(tf);
    private final Session session;
    private final Placeholder<TFloat32> image;
    private final Optional<Placeholder<TFloat32>> textures;
    private final Optional<Placeholder<TFloat32>> whole;
    private final Placeholder<TFloat32> scores;
    private final Operand<TFloat32> loss;

    ValidationSet(Architecture architecture, LossWeights weights, List<Sample> samples) {
        this.architecture = architecture;
        this.samples = samples;
        int side = architecture.networkSizePx();
        int cells = architecture.textureSizePx();
        image = placeholder(1, side, side, 1);
        textures =
                architecture.hasTextureHead()
                        ? Optional.of(placeholder(1, cells, cells, architecture.textureChannels()))
                        : Optional.empty();
        int wholeSide = architecture.inputSizePx();
        whole =
                architecture.hasBranch()
                        ? Optional.of(placeholder(1, wholeSide, wholeSide, 1))
                        : Optional.empty();
        scores = placeholder(1, BatchSource.ZONES, GRADES);
        BsNet net =
                BsNet.build(
                        tf,
                        variables,
                        architecture,
                        new NetworkInput(image, textures.map(maps -> maps), whole.map(all -> all)),
                        Set.of(),
                        BsNet.Regulariser.NONE);
        loss =
                new Losses(tf)
                        .score(net.logits(), scores, weights.crossEntropy(), GradeWeights.EQUAL);
        session = new Session(graph, Sessions.repeatable());
    }

    private Placeholder<TFloat32> placeholder(long... shape) {
        return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
    }

    /** Mean loss of the score over the images, without augmentation, mixing and dropout. */
    double loss(Weights weights) {
        variables.assign(session, weights);
        return samples.stream().mapToDouble(this::loss).average().orElseThrow();
    }

    private double loss(Sample sample) {
        int side = architecture.networkSizePx();
        int cells = architecture.textureSizePx();
        try (Tensor input = TensorIo.tensor(sample.image(), 1, side, side, 1);
                Tensor maps =
                        TensorIo.tensor(
                                BatchSource.interleaved(sample.textures()),
                                1,
                                cells,
                                cells,
                                architecture.textureChannels());
                Tensor all = whole(sample);
                Tensor target =
                        TensorIo.tensor(
                                BatchSource.inOrder(sample.scores()),
                                1,
                                BatchSource.ZONES,
                                GRADES)) {
            Session.Runner runner =
                    session.runner()
                            .feed(image.asOutput(), input)
                            .feed(scores.asOutput(), target)
                            .fetch(loss.asOutput());
            textures.ifPresent(fed -> runner.feed(fed.asOutput(), maps));
            whole.ifPresent(fed -> runner.feed(fed.asOutput(), all));
            try (var result = runner.run()) {
                return ((TFloat32) result.get(0)).getFloat();
            }
        }
    }

    private Tensor whole(Sample sample) {
        int wholeSide = architecture.hasBranch() ? architecture.inputSizePx() : 0;
        return TensorIo.tensor(sample.whole(), 1, wholeSide, wholeSide, 1);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
