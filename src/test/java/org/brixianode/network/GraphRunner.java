package org.brixianode.network;

import java.util.function.Function;
import org.brixianode.model.Sessions;
import org.brixianode.model.TensorIo;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Evaluates one operand of a graph that needs no variables. */
final class GraphRunner {

    static float[] run(Function<Ops, Operand<TFloat32>> build) {
        try (Graph graph = new Graph()) {
            Operand<TFloat32> operand = build.apply(Ops.create(graph));
            try (Session session = new Session(graph, Sessions.standard());
                    var result = session.runner().fetch(operand.asOutput()).run()) {
                return TensorIo.floats(result.get(0));
            }
        }
    }

    static Operand<TFloat32> constant(Ops tf, float[] values, long... shape) {
        return tf.reshape(tf.constant(values), tf.constant(shape));
    }

    private GraphRunner() {}
}
