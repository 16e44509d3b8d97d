package org.brixianode.network;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Separates the lungs by halving the box around both. A single lung is split into both halves; such
 * images are refused.
 */
final class LungHalves {

    /** A line of pixels belongs to a lung's height or width from this share of the side on. */
    private static final float LEAST_RUN = 1f / 64;

    private static final float LUNG = 0.5f;

    private final Ops tf;
    private final int side;

    LungHalves(Ops tf, int side) {
        this.tf = tf;
        this.side = side;
    }

    /** First line of a lung and the line after its last, {@code [N, 1]} each. */
    record Extent(Operand<TFloat32> from, Operand<TFloat32> to) {

        Operand<TFloat32> at(Ops tf, float share) {
            return tf.math.add(from, tf.math.mul(tf.math.sub(to, from), tf.constant(share)));
        }
    }

    /**
     * One lung.
     *
     * @param lung 1 inside and 0 outside, {@code [N, s, s]}
     * @param rows its height
     * @param columns its width
     */
    record Half(Operand<TFloat32> lung, Extent rows, Extent columns) {}

    /**
     * @param lungs {@code [N, s, s, 1]} in 0..1
     * @return the lung on the image's left, and the other
     */
    List<Half> of(Operand<TFloat32> lungs) {
        Operand<TFloat32> present =
                number(tf.reshape(lungs, tf.array(-1, side, side)), tf.constant(LUNG));
        Operand<TFloat32> middle = extent(tf.sum(present, tf.array(1))).at(tf, 0.5f);
        Operand<TFloat32> left = number(middle, places());
        return List.of(half(present, left), half(present, tf.math.sub(tf.constant(1f), left)));
    }

    private Half half(Operand<TFloat32> present, Operand<TFloat32> columns) {
        Operand<TFloat32> lung = tf.math.mul(present, tf.reshape(columns, tf.array(-1, 1, side)));
        return new Half(lung, extent(tf.sum(lung, tf.array(2))), extent(tf.sum(lung, tf.array(1))));
    }

    /**
     * @param sums of lines of pixels, {@code [N, s]}
     */
    private Extent extent(Operand<TFloat32> sums) {
        Operand<TFloat32> enough = number(sums, tf.constant(LEAST_RUN * side));
        float[] ends = new float[side];
        float[] rests = new float[side];
        for (int i = 0; i < side; i++) {
            ends[i] = i + 1;
            rests[i] = side - i;
        }
        Operand<TFloat32> most = tf.max(tf.math.mul(enough, tf.constant(rests)), tf.array(1));
        Operand<TFloat32> from = tf.math.sub(tf.constant((float) side), most);
        Operand<TFloat32> to = tf.max(tf.math.mul(enough, tf.constant(ends)), tf.array(1));
        return new Extent(tf.reshape(from, tf.array(-1, 1)), tf.reshape(to, tf.array(-1, 1)));
    }

    /** Pixel centres, {@code [1, s]}. */
    Operand<TFloat32> places() {
        float[][] places = new float[1][side];
        for (int i = 0; i < side; i++) {
            places[0][i] = i + 0.5f;
        }
        return tf.constant(places);
    }

    /** 1 where a value is above another, else 0. */
    Operand<TFloat32> number(Operand<TFloat32> value, Operand<TFloat32> other) {
        return tf.dtypes.cast(tf.math.greater(value, other), TFloat32.class);
    }
}
