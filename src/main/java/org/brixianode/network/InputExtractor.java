package org.brixianode.network;

import org.brixianode.model.Architecture;
import org.brixianode.model.Sessions;
import org.brixianode.model.TensorIo;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Computes the network's inputs of an image once, before training augments them. One thread at a
 * time.
 */
public final class InputExtractor implements AutoCloseable {

    /**
     * The values of one image's {@link NetworkInput}.
     *
     * @param image {@code s * s} values in 0..1
     * @param textures one map after the other, {@code t * t} values each; none for a network
     *     without a texture head
     * @param whole {@code S * S} values in 0..1; none for a network without a single-lung branch
     */
    public record Values(float[] image, float[][] textures, float[] whole) {}

    private final Architecture architecture;
    private final Graph graph = new Graph();
    private final Session session;
    private final Placeholder<TFloat32> input;
    private final NetworkInput view;

    public InputExtractor(Architecture architecture) {
        this.architecture = architecture;
        Ops tf = Ops.create(graph);
        int side = architecture.inputSizePx();
        input = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(1, side, side, 1)));
        // A placeholder that is fed cannot be fetched, but its identity can.
        view = NetworkInput.of(tf, architecture, tf.identity(input));
        session = new Session(graph, Sessions.asWritten());
    }

    /**
     * @param picture preprocessed, {@code S * S} values in 0..1
     */
    public Values read(float[] picture) {
        int side = architecture.inputSizePx();
        try (Tensor fed = TensorIo.tensor(picture, 1, side, side, 1)) {
            Session.Runner runner =
                    session.runner().feed(input.asOutput(), fed).fetch(view.image().asOutput());
            view.textures().ifPresent(maps -> runner.fetch(maps.asOutput()));
            try (var result = runner.run()) {
                float[] image = TensorIo.floats(result.get(0));
                return new Values(
                        image,
                        view.textures().isPresent()
                                ? planes(TensorIo.floats(result.get(1)))
                                : new float[0][],
                        architecture.hasBranch() ? picture : new float[0]);
            }
        }
    }

    private float[][] planes(float[] interleaved) {
        int channels = architecture.textureChannels();
        float[][] planes = new float[channels][interleaved.length / channels];
        for (int i = 0; i < interleaved.length; i++) {
            planes[i % channels][i / channels] = interleaved[i];
        }
        return planes;
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
