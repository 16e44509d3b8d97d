package org.brixianode.bsnet;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Zones by the lungs themselves: the box around both is halved, and what each lung has of height in
 * its half is cut into overlapping thirds as in {@link ZonePooling}. Unlike the boxes of the
 * aligned frame these follow each lung.
 */
final class LungThirds {

    /** A line of pixels belongs to a lung's height or width from this share of the side on. */
    private static final float LEAST_RUN = 1f / 64;

    private static final float LUNG = 0.5f;

    private final Ops tf;
    private final int side;

    LungThirds(Ops tf, int side) {
        this.tf = tf;
        this.side = side;
    }

    /** First and last line that a lung has, as {@code [N, 1]} each. */
    private record Extent(Operand<TFloat32> from, Operand<TFloat32> to) {

        Operand<TFloat32> at(Ops tf, float share) {
            return tf.math.add(from, tf.math.mul(tf.math.sub(to, from), tf.constant(share)));
        }
    }

    /**
     * @param lungs {@code [N, s, s, 1]} in 0..1
     * @return 1 in a zone and 0 outside, {@code [N, s, s]} for each zone in the order of the
     *     network
     */
    List<Operand<TFloat32>> of(Operand<TFloat32> lungs) {
        Operand<TFloat32> present =
                number(tf.reshape(lungs, tf.array(-1, side, side)), tf.constant(LUNG));
        Extent width = extent(tf.sum(present, tf.array(1)));
        Operand<TFloat32> middle = width.at(tf, 0.5f);
        Operand<TFloat32> left = number(middle, places());
        List<Operand<TFloat32>> halves = List.of(left, tf.math.sub(tf.constant(1f), left));
        List<Operand<TFloat32>> zones = new ArrayList<>();
        List<List<Operand<TFloat32>>> byColumn = new ArrayList<>();
        for (Operand<TFloat32> half : halves) {
            Operand<TFloat32> lung = tf.math.mul(present, tf.reshape(half, tf.array(-1, 1, side)));
            byColumn.add(thirds(lung));
        }
        for (int row = 0; row < ZonePooling.ROW_COUNT; row++) {
            for (List<Operand<TFloat32>> column : byColumn) {
                zones.add(column.get(row));
            }
        }
        return zones;
    }

    private List<Operand<TFloat32>> thirds(Operand<TFloat32> lung) {
        Extent height = extent(tf.sum(lung, tf.array(2)));
        List<Operand<TFloat32>> thirds = new ArrayList<>();
        for (int row = 0; row < ZonePooling.ROW_COUNT; row++) {
            float[] range = ZonePooling.rowRange(row);
            Operand<TFloat32> above = number(height.at(tf, range[0]), places());
            Operand<TFloat32> upTo = number(height.at(tf, range[1]), places());
            Operand<TFloat32> lines = tf.math.sub(upTo, above);
            thirds.add(tf.math.mul(lung, tf.reshape(lines, tf.array(-1, side, 1))));
        }
        return thirds;
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

    /** Middles of pixels, {@code [1, s]}. */
    private Operand<TFloat32> places() {
        float[][] places = new float[1][side];
        for (int i = 0; i < side; i++) {
            places[0][i] = i + 0.5f;
        }
        return tf.constant(places);
    }

    /** 1 where a value is above another, else 0. */
    private Operand<TFloat32> number(Operand<TFloat32> value, Operand<TFloat32> other) {
        return tf.dtypes.cast(tf.math.greater(value, other), TFloat32.class);
    }
}
