package org.brixianode.lab.train;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The published losses (Signoroni et al. 2021, section 4.3), each a mean over its batch. */
final class Losses {

    private static final float[] GRADES = {0f, 1f, 2f, 3f};

    private final Ops tf;

    Losses(Ops tf) {
        this.tf = tf;
    }

    /**
     * Binary cross-entropy plus one minus Dice, over the images that have a mask.
     *
     * @param logits {@code [N, S, S, 1]}
     * @param masks {@code [N, S, S, 1]}
     * @param hasMask {@code [N]}
     */
    Operand<TFloat32> lungs(
            Operand<TFloat32> logits, Operand<TFloat32> masks, Operand<TFloat32> hasMask) {
        Operand<TFloat32> softplus = tf.math.softplus(tf.math.neg(tf.math.abs(logits)));
        Operand<TFloat32> entropy =
                tf.math.add(tf.math.sub(tf.nn.relu(logits), tf.math.mul(logits, masks)), softplus);
        Operand<TFloat32> byImage = tf.math.mean(entropy, tf.array(1, 2, 3));
        Operand<TFloat32> lungs = tf.math.sigmoid(logits);
        Operand<TFloat32> overlap = perImageSum(tf.math.mul(lungs, masks));
        Operand<TFloat32> total = tf.math.add(perImageSum(lungs), perImageSum(masks));
        Operand<TFloat32> dice =
                tf.math.div(
                        tf.math.add(tf.math.mul(overlap, tf.constant(2f)), tf.constant(1f)),
                        tf.math.add(total, tf.constant(1f)));
        Operand<TFloat32> loss = tf.math.add(byImage, tf.math.sub(tf.constant(1f), dice));
        return meanOfKnown(loss, hasMask);
    }

    /**
     * Mean squared difference of the affine from the target, over the images that have a mask.
     *
     * @param affine {@code [N, 2, 3]}
     * @param known {@code [N, 2, 3]}
     */
    Operand<TFloat32> alignment(
            Operand<TFloat32> affine, Operand<TFloat32> known, Operand<TFloat32> hasMask) {
        Operand<TFloat32> square = tf.math.square(tf.math.sub(affine, known));
        return meanOfKnown(tf.math.mean(square, tf.array(1, 2)), hasMask);
    }

    /**
     * Mean square of the difference of two aligned masks, over the images that have one.
     *
     * @param aligned {@code [N, s, s, 1]}
     * @param wanted {@code [N, s, s, 1]}
     */
    Operand<TFloat32> alignedMasks(
            Operand<TFloat32> aligned, Operand<TFloat32> wanted, Operand<TFloat32> hasMask) {
        Operand<TFloat32> square = tf.math.square(tf.math.sub(aligned, wanted));
        return meanOfKnown(tf.math.mean(square, tf.array(1, 2, 3)), hasMask);
    }

    /**
     * {@code a * cross-entropy + (1 - a) * |expected score - target's|}.
     *
     * @param logits {@code [N, 6, 4]}
     * @param target {@code [N, 6, 4]}, distributions
     * @param gradeWeights weights of zones by their target
     */
    Operand<TFloat32> score(
            Operand<TFloat32> logits,
            Operand<TFloat32> target,
            double a,
            GradeWeights gradeWeights) {
        Operand<TFloat32> log = tf.nn.logSoftmax(tf.reshape(logits, tf.array(-1, 4)));
        Operand<TFloat32> wanted = tf.reshape(target, tf.array(-1, 4));
        Operand<TFloat32> weights =
                tf.sum(tf.math.mul(wanted, row(gradeWeights.byGrade())), tf.array(1));
        Operand<TFloat32> entropy =
                tf.math.neg(weightedMean(tf.sum(tf.math.mul(wanted, log), tf.array(1)), weights));
        Operand<TFloat32> difference = tf.math.sub(tf.math.exp(log), wanted);
        Operand<TFloat32> error =
                weightedMean(
                        tf.math.abs(tf.sum(tf.math.mul(difference, row(GRADES)), tf.array(1))),
                        weights);
        return tf.math.add(
                tf.math.mul(entropy, tf.constant((float) a)),
                tf.math.mul(error, tf.constant((float) (1 - a))));
    }

    private Operand<TFloat32> row(float[] byGrade) {
        return tf.reshape(tf.constant(byGrade), tf.array(1, 4));
    }

    private Operand<TFloat32> weightedMean(Operand<TFloat32> x, Operand<TFloat32> weights) {
        return tf.math.mean(tf.math.mul(x, weights), tf.array(0));
    }

    private Operand<TFloat32> perImageSum(Operand<TFloat32> x) {
        return tf.sum(x, tf.array(1, 2, 3));
    }

    private Operand<TFloat32> meanOfKnown(Operand<TFloat32> byImage, Operand<TFloat32> known) {
        Operand<TFloat32> count = tf.math.maximum(tf.sum(known, tf.array(0)), tf.constant(1f));
        return tf.math.div(tf.sum(tf.math.mul(byImage, known), tf.array(0)), count);
    }
}
