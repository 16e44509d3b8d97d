package org.brixianode.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Blur, shift and reduction of images with one channel, {@code [N, h, h, 1]}. */
final class PlaneOps {

    private final Ops tf;

    PlaneOps(Ops tf) {
        this.tf = tf;
    }

    /** A square of an image. */
    Operand<TFloat32> cut(Operand<TFloat32> x, int side, int top, int left) {
        return tf.slice(x, tf.array(0, top, left, 0), tf.array(-1, side, side, 1));
    }

    /** The image with a reflected margin. */
    Operand<TFloat32> reflected(Operand<TFloat32> x, int down, int across) {
        return tf.mirrorPad(
                x,
                tf.constant(new int[][] {{0, 0}, {down, down}, {across, across}, {0, 0}}),
                "REFLECT");
    }

    /**
     * Gaussian blur, truncated at three standard deviations, edges reflected. Computed as a sum of
     * shifted images: for one channel this is several times faster than a convolution, and no
     * device reduces its precision.
     */
    Operand<TFloat32> blurred(Operand<TFloat32> x, double sigmaPx) {
        int side = (int) Layers.height(x);
        int reach = (int) Math.ceil(3 * sigmaPx);
        float[] weights = gaussian(sigmaPx, reach);
        Operand<TFloat32> down =
                blurred(reflected(x, reach, 0), weights, i -> new int[] {i, 0}, side);
        return blurred(reflected(down, 0, reach), weights, i -> new int[] {0, i}, side);
    }

    private Operand<TFloat32> blurred(
            Operand<TFloat32> padded, float[] weights, IntFunction<int[]> at, int side) {
        int reach = weights.length - 1;
        List<Operand<TFloat32>> parts = new ArrayList<>();
        for (int i = 0; i <= reach; i++) {
            Operand<TFloat32> one = cut(padded, side, at.apply(reach - i));
            Operand<TFloat32> both =
                    i == 0 ? one : tf.math.add(one, cut(padded, side, at.apply(reach + i)));
            parts.add(tf.math.mul(both, tf.constant(weights[i])));
        }
        return tf.math.addN(parts);
    }

    private Operand<TFloat32> cut(Operand<TFloat32> x, int side, int[] corner) {
        return cut(x, side, corner[0], corner[1]);
    }

    /** From the centre outwards; both sides together sum to one. */
    private static float[] gaussian(double sigmaPx, int reach) {
        double sum = 0;
        for (int i = -reach; i <= reach; i++) {
            sum += Math.exp(-i * i / (2 * sigmaPx * sigmaPx));
        }
        float[] weights = new float[reach + 1];
        for (int i = 0; i <= reach; i++) {
            weights[i] = (float) (Math.exp(-i * i / (2 * sigmaPx * sigmaPx)) / sum);
        }
        return weights;
    }

    /** Means of squares of pixels, of lines first for sequential memory access. */
    Operand<TFloat32> reduced(Operand<TFloat32> x, int factor) {
        if (factor == 1) {
            return x;
        }
        int side = (int) Layers.height(x);
        int left = side / factor;
        Operand<TFloat32> lines =
                tf.math.mean(tf.reshape(x, tf.array(-1, factor, side)), tf.array(1));
        Operand<TFloat32> squares =
                tf.math.mean(tf.reshape(lines, tf.array(-1, factor)), tf.array(1));
        return tf.reshape(squares, tf.array(-1, left, left, 1));
    }

    /** Squares of an image as rows: {@code [N * c * c, (h / c) * (h / c)]}. */
    Operand<TInt32> bySquares(Operand<TInt32> x, int side, int squares) {
        int own = side / squares;
        return tf.reshape(
                tf.linalg.transpose(
                        tf.reshape(x, tf.array(-1, squares, own, squares, own)),
                        tf.array(0, 1, 3, 2, 4)),
                tf.array(-1, own * own));
    }
}
