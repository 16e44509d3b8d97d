package org.brixianode.lab.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.brixianode.network.NamedVariable;
import org.brixianode.network.VariableSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019) and clipping by the global norm of
 * the gradients. The clipping also makes every update wait for every gradient, so that no operation
 * reads a half-updated variable.
 */
final class AdamW {

    private static final float BETA_1 = 0.9f;
    private static final float BETA_2 = 0.999f;
    private static final float EPSILON = 1e-7f;
    private static final float MAX_GRADIENT_NORM = 5f;

    private final Ops tf;
    private final Placeholder<TFloat32> rate;
    private final Placeholder<TFloat32> beta1Power;
    private final Placeholder<TFloat32> beta2Power;
    private final float weightDecay;
    private final List<Op> resets = new ArrayList<>();
    private final Map<String, Operand<TFloat32>> moments = new HashMap<>();

    AdamW(Ops tf, double weightDecay) {
        this.tf = tf;
        this.rate = scalar();
        this.beta1Power = scalar();
        this.beta2Power = scalar();
        this.weightDecay = (float) weightDecay;
    }

    private Placeholder<TFloat32> scalar() {
        return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    }

    Placeholder<TFloat32> rate() {
        return rate;
    }

    Placeholder<TFloat32> beta1Power() {
        return beta1Power;
    }

    Placeholder<TFloat32> beta2Power() {
        return beta2Power;
    }

    /** The value to feed as {@link #beta1Power} at a step counted from 1. */
    static float beta1Power(int step) {
        return (float) Math.pow(BETA_1, step);
    }

    /** The value to feed as {@link #beta2Power} at a step counted from 1. */
    static float beta2Power(int step) {
        return (float) Math.pow(BETA_2, step);
    }

    /** Operations that set the moments to zero at a stage's start. */
    List<Op> resets() {
        return resets;
    }

    /** One update of each variable. */
    List<Op> minimise(
            Graph graph, Operand<TFloat32> loss, Map<VariableSpec, Operand<TFloat32>> trainable) {
        Output<?>[] variables =
                trainable.values().stream().map(Operand::asOutput).toArray(Output<?>[]::new);
        Output<?>[] gradients = graph.addGradients(loss.asOutput(), variables);
        List<Operand<TFloat32>> clipped = clipped(gradients);
        List<Op> updates = new ArrayList<>();
        int i = 0;
        for (Map.Entry<VariableSpec, Operand<TFloat32>> entry : trainable.entrySet()) {
            updates.add(update(entry.getKey(), entry.getValue(), clipped.get(i++)));
        }
        return updates;
    }

    private List<Operand<TFloat32>> clipped(Output<?>[] gradients) {
        List<Operand<TFloat32>> found = new ArrayList<>();
        List<Operand<TFloat32>> squares = new ArrayList<>();
        for (Output<?> gradient : gradients) {
            Operand<TFloat32> value = gradient.expect(TFloat32.class);
            found.add(value);
            squares.add(tf.nn.l2Loss(value));
        }
        Operand<TFloat32> norm = tf.math.sqrt(tf.math.mul(tf.math.addN(squares), tf.constant(2f)));
        Operand<TFloat32> limit = tf.constant(MAX_GRADIENT_NORM);
        Operand<TFloat32> scale = tf.math.div(limit, tf.math.maximum(norm, limit));
        List<Operand<TFloat32>> clipped = new ArrayList<>();
        found.forEach(gradient -> clipped.add(tf.math.mul(gradient, scale)));
        return clipped;
    }

    private Op update(VariableSpec spec, Operand<TFloat32> variable, Operand<TFloat32> gradient) {
        Operand<TFloat32> m = moment(spec, "adam_m");
        Operand<TFloat32> v = moment(spec, "adam_v");
        Operand<TFloat32> own = tf.math.mul(rate, tf.constant(spec.part().rateFactor()));
        Operand<TFloat32> decayed = variable;
        if (spec.decays()) {
            Operand<TFloat32> decay = tf.math.mul(own, tf.constant(weightDecay));
            // The gradient is a control input, so that the decay waits for every gradient too.
            Ops after = tf.withControlDependencies(List.of(gradient));
            decayed = after.assignSub(variable, after.math.mul(variable, decay));
        }
        return tf.train.applyAdam(
                decayed,
                m,
                v,
                beta1Power,
                beta2Power,
                own,
                tf.constant(BETA_1),
                tf.constant(BETA_2),
                tf.constant(EPSILON),
                gradient);
    }

    /** One for each variable, shared by all losses. */
    private Operand<TFloat32> moment(VariableSpec spec, String kind) {
        return moments.computeIfAbsent(kind + "/" + spec.name(), name -> newMoment(spec, name));
    }

    private Operand<TFloat32> newMoment(VariableSpec spec, String name) {
        Operand<TFloat32> moment = NamedVariable.create(tf, TFloat32.class, name, spec.shape());
        // Not tf.zeros: creating its scope scans every operation of the graph.
        resets.add(tf.assign(moment, tf.fill(tf.constant(spec.shape()), tf.constant(0f))));
        return moment;
    }
}
