package org.brixianode.bsnet.train;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.bsnet.Architecture;
import org.brixianode.bsnet.BsNet;
import org.brixianode.bsnet.Sessions;
import org.brixianode.bsnet.TensorIo;
import org.brixianode.bsnet.Variables;
import org.brixianode.bsnet.Weights;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Finds the lungs of training images that no human has drawn, with what was learned so far. */
final class FoundLungs {

    /**
     * @param weights after the segmentation
     * @return the samples in their order; an image in which no lungs are found stays as it is
     */
    static List<Sample> fill(Architecture architecture, Weights weights, List<Sample> samples) {
        int side = architecture.networkSizePx();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Variables variables = new Variables(tf);
            Placeholder<TFloat32> image =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, side, side, 1)));
            Operand<TFloat32> lungs = BsNet.lungs(tf, variables, architecture, image);
            try (Session session = new Session(graph, Sessions.asWritten())) {
                weights.initialise(variables.specs(), 0);
                variables.assign(session, weights);
                List<Sample> filled = new ArrayList<>();
                for (Sample sample : samples) {
                    filled.add(
                            sample.lungs().isPresent()
                                    ? sample
                                    : find(session, image, lungs, sample, side));
                }
                return filled;
            }
        }
    }

    private static Sample find(
            Session session,
            Placeholder<TFloat32> image,
            Operand<TFloat32> lungs,
            Sample sample,
            int side) {
        try (Tensor input = TensorIo.tensor(sample.image(), 1, side, side, 1);
                var result =
                        session.runner()
                                .feed(image.asOutput(), input)
                                .fetch(lungs.asOutput())
                                .run()) {
            return LungBox.of(TensorIo.floats(result.get(0)), side, false)
                    .map(sample::withLungs)
                    .orElse(sample);
        }
    }

    private FoundLungs() {}
}
