package org.brixianode.lab.train;

import java.util.List;
import org.brixianode.network.BsNet;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Mixes each image's zones with the same zones of the next image in the batch, applies dropout to
 * the heads' input, and varies the boxes of single lungs.
 */
final class ScoreRegulariser implements BsNet.Regulariser {

    private static final int ZONES = 6;

    /**
     * Standard deviation of each edge of a lung's box, as a share of its own side. One seed draws
     * this and the dropout of a step; their dependence does no harm.
     */
    private static final float BOX_NOISE = 0.05f;

    private final Ops tf;
    private final Operand<TFloat32> shares;
    private final float dropout;
    private final Operand<TInt64> seed;

    /**
     * @param shares {@code [N]} of an image's own features
     * @param dropout fraction set to zero
     * @param seed {@code [2]} of the random numbers
     */
    ScoreRegulariser(Ops tf, Operand<TFloat32> shares, double dropout, Operand<TInt64> seed) {
        this.tf = tf;
        this.shares = shares;
        this.dropout = (float) dropout;
        this.seed = seed;
    }

    @Override
    public Operand<TFloat32> onZones(Operand<TFloat32> zones) {
        int side = (int) zones.asOutput().shape().get(1);
        int channels = (int) zones.asOutput().shape().get(3);
        Operand<TFloat32> byImage = tf.reshape(zones, tf.array(-1, ZONES * side * side * channels));
        Operand<TFloat32> own = tf.reshape(shares, tf.array(-1, 1));
        Operand<TFloat32> other = tf.math.sub(tf.constant(1f), own);
        Operand<TFloat32> next = tf.gather(byImage, next(), tf.constant(0));
        Operand<TFloat32> mixed = tf.math.add(tf.math.mul(byImage, own), tf.math.mul(next, other));
        return tf.reshape(mixed, tf.array(-1, side, side, channels));
    }

    /** 1, 2, ..., N - 1, 0. */
    private Operand<TInt32> next() {
        Operand<TInt32> count = tf.size(shares);
        Operand<TInt32> indexes = tf.range(tf.constant(0), count, tf.constant(1));
        return tf.math.mod(tf.math.add(indexes, tf.constant(1)), count);
    }

    @Override
    public Operand<TFloat32> onBoxes(Operand<TFloat32> boxes) {
        Operand<TFloat32> from = tf.slice(boxes, tf.array(0, 0), tf.array(-1, 2));
        Operand<TFloat32> to = tf.slice(boxes, tf.array(0, 2), tf.array(-1, 2));
        Operand<TFloat32> size = tf.math.sub(to, from);
        Operand<TFloat32> noise =
                tf.math.mul(
                        tf.random.statelessRandomNormal(tf.shape(boxes), seed),
                        tf.constant(BOX_NOISE));
        return tf.math.add(
                boxes, tf.math.mul(noise, tf.concat(List.of(size, size), tf.constant(1))));
    }

    @Override
    public Operand<TFloat32> onPyramid(Operand<TFloat32> pyramid) {
        if (dropout == 0) {
            return pyramid;
        }
        Operand<TFloat32> draw = tf.random.statelessRandomUniform(tf.shape(pyramid), seed);
        Operand<TFloat32> kept =
                tf.dtypes.cast(tf.math.greaterEqual(draw, tf.constant(dropout)), TFloat32.class);
        return tf.math.mul(pyramid, tf.math.mul(kept, tf.constant(1 / (1 - dropout))));
    }
}
