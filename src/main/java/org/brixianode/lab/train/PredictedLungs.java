package org.brixianode.lab.train;

import java.util.List;
import org.brixianode.model.Architecture;
import org.brixianode.model.Sessions;
import org.brixianode.model.TensorIo;
import org.brixianode.network.BsNet;
import org.brixianode.network.Variables;
import org.brixianode.network.Weights;
import org.brixianode.study.Affine;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Finds the lungs of training images, with what was learned so far: of those that no human has
 * drawn, or of all where the network shall be trained on what it will find in use.
 */
final class PredictedLungs {

    /**
     * The samples with the lungs that a stage's steps are given.
     *
     * @param start weights that the stage starts from, after a segmentation
     * @return the samples in their order
     */
    static List<Sample> given(TrainingConfig config, Weights start, List<Sample> samples) {
        return config.ownAnatomy()
                ? own(config.architecture(), start, samples)
                : fill(config.architecture(), start, samples);
    }

    /** An image in which no lungs are found stays as it is, as does one with a human mask. */
    private static List<Sample> fill(
            Architecture architecture, Weights weights, List<Sample> samples) {
        try (Finder finder = new Finder(architecture, weights)) {
            return samples.stream()
                    .map(sample -> sample.lungs().isPresent() ? sample : finder.boxed(sample))
                    .toList();
        }
    }

    /** Lungs and alignment by the network's own decoder and transformer, whatever they find. */
    static List<Sample> own(Architecture architecture, Weights weights, List<Sample> samples) {
        try (Finder finder = new Finder(architecture, weights)) {
            return samples.stream().map(finder::own).toList();
        }
    }

    /** A network in use that only finds. */
    private static final class Finder implements AutoCloseable {

        private final int side;
        private final Graph graph = new Graph();
        private final Placeholder<TFloat32> image;
        private final BsNet.Anatomy anatomy;
        private final Session session;

        Finder(Architecture architecture, Weights weights) {
            side = architecture.networkSizePx();
            Ops tf = Ops.create(graph);
            Variables variables = new Variables(tf);
            image = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, side, side, 1)));
            anatomy = BsNet.anatomy(tf, variables, architecture, image);
            session = new Session(graph, Sessions.asWritten());
            weights.initialise(variables.specs(), 0);
            variables.assign(session, weights);
        }

        Sample boxed(Sample sample) {
            return LungBox.of(find(sample, anatomy.lungs())[0], side, false)
                    .map(sample::withLungs)
                    .orElse(sample);
        }

        /** What a human drew stays what the decoder shall learn. */
        Sample own(Sample sample) {
            float[][] found = find(sample, anatomy.lungs(), anatomy.affine());
            float[] lungs = found[0];
            float[] a = found[1];
            float[] mask =
                    sample.lungs()
                            .filter(Sample.Lungs::human)
                            .map(Sample.Lungs::mask)
                            .orElse(lungs);
            return sample.withLungs(
                    new Sample.Lungs(
                            mask,
                            sample.hasHumanMask(),
                            new Affine(a[0], a[1], a[2], a[3], a[4], a[5]),
                            lungs));
        }

        @SafeVarargs
        private float[][] find(Sample sample, Operand<TFloat32>... what) {
            try (Tensor input = TensorIo.tensor(sample.image(), 1, side, side, 1)) {
                Session.Runner runner = session.runner().feed(image.asOutput(), input);
                for (Operand<TFloat32> one : what) {
                    runner.fetch(one.asOutput());
                }
                try (var result = runner.run()) {
                    float[][] found = new float[what.length][];
                    for (int i = 0; i < found.length; i++) {
                        found[i] = TensorIo.floats(result.get(i));
                    }
                    return found;
                }
            }
        }

        @Override
        public void close() {
            session.close();
            graph.close();
        }
    }

    private PredictedLungs() {}
}
