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
 * Predicts the lungs of training images with the weights so far: of images without a human mask, or
 * of all images where the network is to be trained on its own predictions.
 */
final class PredictedLungs {

    /**
     * The samples with the lungs for a stage's steps.
     *
     * @param start weights that the stage starts from, after a segmentation
     * @return the samples in their order
     */
    static List<Sample> given(TrainingConfig config, Weights start, List<Sample> samples) {
        return config.ownAnatomy()
                ? predicted(config.architecture(), start, samples)
                : fill(config.architecture(), start, samples);
    }

    /** An image without predicted lungs is unchanged, as is one with a human mask. */
    private static List<Sample> fill(
            Architecture architecture, Weights weights, List<Sample> samples) {
        try (Predictor predictor = new Predictor(architecture, weights)) {
            return samples.stream()
                    .map(sample -> sample.lungs().isPresent() ? sample : predictor.boxed(sample))
                    .toList();
        }
    }

    /** Lungs and alignment predicted by the network's decoder and transformer. */
    static List<Sample> predicted(
            Architecture architecture, Weights weights, List<Sample> samples) {
        try (Predictor predictor = new Predictor(architecture, weights)) {
            return samples.stream().map(predictor::predicted).toList();
        }
    }

    /** A network for inference of lungs and alignment. */
    private static final class Predictor implements AutoCloseable {

        private final int side;
        private final Graph graph = new Graph();
        private final Placeholder<TFloat32> image;
        private final BsNet.Anatomy anatomy;
        private final Session session;

        Predictor(Architecture architecture, Weights weights) {
            side = architecture.networkSizePx();
            Ops tf = Ops.create(graph);
            Variables variables = new Variables(tf);
            image = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, side, side, 1)));
            anatomy = BsNet.anatomy(tf, variables, architecture, image);
            session = new Session(graph, Sessions.repeatable());
            weights.initialise(variables.specs(), 0);
            variables.assign(session, weights);
        }

        Sample boxed(Sample sample) {
            return LungBox.of(predict(sample, anatomy.lungs())[0], side, false)
                    .map(sample::withLungs)
                    .orElse(sample);
        }

        /** A human mask stays the decoder's target. */
        Sample predicted(Sample sample) {
            float[][] found = predict(sample, anatomy.lungs(), anatomy.affine());
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
        private float[][] predict(Sample sample, Operand<TFloat32>... what) {
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
