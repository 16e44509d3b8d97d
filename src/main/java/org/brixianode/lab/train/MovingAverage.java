package org.brixianode.lab.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.brixianode.model.TensorIo;
import org.brixianode.network.NamedVariable;
import org.brixianode.network.VariableSpec;
import org.brixianode.network.Variables;
import org.brixianode.network.Weights;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * An exponential moving average of every variable. On a small data set weights fluctuate between
 * epochs, and their average predicts better.
 */
final class MovingAverage {

    private final Ops tf;
    private final Placeholder<TFloat32> decay;
    private final Map<VariableSpec, Operand<TFloat32>> averages = new LinkedHashMap<>();
    private final Variables variables;
    private final List<Op> resets = new ArrayList<>();

    MovingAverage(Ops tf, Variables variables) {
        this.tf = tf;
        this.variables = variables;
        this.decay = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        for (VariableSpec spec : variables.specs()) {
            Operand<TFloat32> average =
                    NamedVariable.create(
                            tf, TFloat32.class, "average/" + spec.name(), spec.shape());
            averages.put(spec, average);
            resets.add(tf.assign(average, variables.operand(spec)));
        }
    }

    Placeholder<TFloat32> decay() {
        return decay;
    }

    /** Operations that set the averages to the weights at a stage's start. */
    List<Op> resets() {
        return resets;
    }

    /** Runs the updates, then updates the averages. */
    Op after(List<Op> updates) {
        // One node to wait for: control edges between all pairs take long to build.
        Ops then = tf.withControlDependencies(List.of(tf.withControlDependencies(updates).noOp()));
        Operand<TFloat32> share = tf.math.sub(tf.constant(1f), decay);
        List<Op> moves = new ArrayList<>();
        averages.forEach(
                (spec, average) ->
                        moves.add(
                                then.assignSub(
                                        average,
                                        then.math.mul(
                                                then.math.sub(average, variables.operand(spec)),
                                                share))));
        return tf.withControlDependencies(moves).noOp();
    }

    Weights read(Session session) {
        Session.Runner runner = session.runner();
        averages.values().forEach(average -> runner.fetch(average.op().name()));
        Weights weights = new Weights();
        try (var result = runner.run()) {
            int i = 0;
            for (VariableSpec spec : averages.keySet()) {
                weights.put(spec, TensorIo.floats(result.get(i++)));
            }
        }
        return weights;
    }
}
