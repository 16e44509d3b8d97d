package org.brixianode.network;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Samples an image through an affine map, as the published network does: a grid of -1..1 with both
 * ends on it, {@code x = 0.5 (x + 1) width}, truncated to the pixel on the left, neighbours clipped
 * to the image, bilinear weights from the clipped neighbours. Points more than a pixel outside give
 * 0.
 */
public final class BilinearSampler {

    private final Ops tf;
    private final Operand<TFloat32> affine;
    private final int outputSidePx;

    /**
     * @param affine {@code [N, 2, 3]} from the output's frame to the image's
     */
    public BilinearSampler(Ops tf, Operand<TFloat32> affine, int outputSidePx) {
        this.tf = tf;
        this.affine = affine;
        this.outputSidePx = outputSidePx;
    }

    /** Interpolation along one axis: the two neighbouring pixels and their weights. */
    private record Axis(
            Operand<TInt32> low,
            Operand<TInt32> high,
            Operand<TFloat32> lowWeight,
            Operand<TFloat32> highWeight) {}

    /**
     * @param image {@code [N, H, H, C]}
     * @return {@code [N, outputSidePx, outputSidePx, C]}
     */
    public Operand<TFloat32> sample(Operand<TFloat32> image) {
        Shape shape = image.asOutput().shape();
        int side = (int) shape.get(1);
        int channels = (int) shape.get(3);
        Operand<TFloat32> points = points();
        Axis x = axis(row(points, 0), side);
        Axis y = axis(row(points, 1), side);

        Operand<TFloat32> flat = tf.reshape(image, tf.array(-1, channels));
        Operand<TInt32> first = firstPixelOfEachImage(image, side);
        Operand<TFloat32> sum =
                tf.math.addN(
                        List.of(
                                corner(
                                        flat,
                                        first,
                                        side,
                                        y.low(),
                                        x.low(),
                                        y.lowWeight(),
                                        x.lowWeight()),
                                corner(
                                        flat,
                                        first,
                                        side,
                                        y.high(),
                                        x.low(),
                                        y.highWeight(),
                                        x.lowWeight()),
                                corner(
                                        flat,
                                        first,
                                        side,
                                        y.low(),
                                        x.high(),
                                        y.lowWeight(),
                                        x.highWeight()),
                                corner(
                                        flat,
                                        first,
                                        side,
                                        y.high(),
                                        x.high(),
                                        y.highWeight(),
                                        x.highWeight())));
        return tf.reshape(sum, tf.array(-1, outputSidePx, outputSidePx, channels));
    }

    /** The output's grid in the image's coordinates: {@code [N, 2, outputSidePx^2]}. */
    private Operand<TFloat32> points() {
        int count = outputSidePx * outputSidePx;
        Operand<TFloat32> rows = tf.reshape(affine, tf.array(-1, 3));
        return tf.reshape(tf.linalg.matMul(rows, grid()), tf.array(-1, 2, count));
    }

    /** Homogeneous coordinates {@code [3, outputSidePx^2]}, expanded from one small constant. */
    private Operand<TFloat32> grid() {
        float[] line = new float[outputSidePx];
        for (int i = 0; i < outputSidePx; i++) {
            line[i] = coordinate(i);
        }
        Operand<TFloat32> coordinates = tf.constant(line);
        Operand<TInt32> flat = tf.array(1, outputSidePx * outputSidePx);
        Operand<TFloat32> x =
                tf.tile(
                        tf.reshape(coordinates, tf.array(1, outputSidePx)),
                        tf.array(outputSidePx, 1));
        Operand<TFloat32> y =
                tf.tile(
                        tf.reshape(coordinates, tf.array(outputSidePx, 1)),
                        tf.array(1, outputSidePx));
        Operand<TFloat32> flatX = tf.reshape(x, flat);
        return tf.concat(List.of(flatX, tf.reshape(y, flat), tf.onesLike(flatX)), tf.constant(0));
    }

    private float coordinate(int index) {
        float step = 2f / (outputSidePx - 1);
        return index == outputSidePx - 1 ? 1f : -1f + step * index;
    }

    private Operand<TFloat32> row(Operand<TFloat32> points, int row) {
        int count = outputSidePx * outputSidePx;
        Operand<TFloat32> slice = tf.slice(points, tf.array(0, row, 0), tf.array(-1, 1, count));
        return tf.reshape(slice, tf.array(-1, count));
    }

    private Axis axis(Operand<TFloat32> coordinate, int side) {
        Operand<TFloat32> pixel =
                tf.math.mul(tf.math.add(coordinate, tf.constant(1f)), tf.constant(0.5f * side));
        Operand<TInt32> floor = tf.dtypes.cast(pixel, TInt32.class);
        Operand<TInt32> low = clip(floor, side);
        Operand<TInt32> high = clip(tf.math.add(floor, tf.constant(1)), side);
        return new Axis(
                low,
                high,
                tf.math.sub(tf.dtypes.cast(high, TFloat32.class), pixel),
                tf.math.sub(pixel, tf.dtypes.cast(low, TFloat32.class)));
    }

    private Operand<TInt32> clip(Operand<TInt32> index, int side) {
        return tf.math.maximum(tf.math.minimum(index, tf.constant(side - 1)), tf.constant(0));
    }

    private Operand<TInt32> firstPixelOfEachImage(Operand<TFloat32> image, int side) {
        Operand<TInt32> count =
                tf.reshape(
                        tf.slice(tf.shape(image), tf.array(0), tf.array(1)), tf.array(new int[0]));
        Operand<TInt32> images = tf.range(tf.constant(0), count, tf.constant(1));
        return tf.reshape(tf.math.mul(images, tf.constant(side * side)), tf.array(-1, 1));
    }

    private Operand<TFloat32> corner(
            Operand<TFloat32> flat,
            Operand<TInt32> first,
            int side,
            Operand<TInt32> y,
            Operand<TInt32> x,
            Operand<TFloat32> yWeight,
            Operand<TFloat32> xWeight) {
        Operand<TInt32> index =
                tf.math.add(first, tf.math.add(tf.math.mul(y, tf.constant(side)), x));
        Operand<TFloat32> pixels = tf.gather(flat, tf.reshape(index, tf.array(-1)), tf.constant(0));
        Operand<TFloat32> weight = tf.reshape(tf.math.mul(yWeight, xWeight), tf.array(-1, 1));
        return tf.math.mul(pixels, weight);
    }
}
