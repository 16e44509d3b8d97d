package org.brixianode.network;

import java.util.List;
import org.brixianode.model.ZoneBoxes;
import org.brixianode.study.Zone;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Crops the six zones from an aligned feature map (figure 4, "ROI pooling"): overlapping boxes of
 * the aligned frame, each resized back to the size of the whole.
 */
final class ZonePooling {

    private final Ops tf;
    private final boolean mirrorRight;

    /**
     * @param mirrorRight whether boxes on the image's right are mirrored
     */
    ZonePooling(Ops tf, boolean mirrorRight) {
        this.tf = tf;
        this.mirrorRight = mirrorRight;
    }

    /**
     * One-hot row of each zone.
     *
     * @param zones something of each zone, {@code [6 N, C]}
     * @return {@code [6 N, 3]}
     */
    static Operand<TFloat32> rows(Ops tf, Operand<TFloat32> zones) {
        float[][] rows = new float[ZoneBoxes.COUNT][ZoneBoxes.ROW_COUNT];
        for (int zone = 0; zone < ZoneBoxes.COUNT; zone++) {
            rows[zone][ZoneBoxes.order().get(zone).row()] = 1;
        }
        Operand<TInt32> count = tf.slice(tf.shape(zones), tf.array(0), tf.array(1));
        Operand<TInt32> images = tf.math.div(count, tf.constant(ZoneBoxes.COUNT));
        return tf.tile(tf.constant(rows), tf.concat(List.of(images, tf.array(1)), tf.constant(0)));
    }

    /**
     * Resizes each box like TensorFlow's crop_and_resize. Because the boxes are fixed, this is two
     * multiplications by constant matrices; unlike the gradient of crop_and_resize, theirs is
     * reproducible where boxes overlap.
     *
     * @param aligned {@code [N, h, h, C]}
     * @return {@code [6 N, h, h, C]}, the six zones of an image one after the other
     */
    Operand<TFloat32> pool(Operand<TFloat32> aligned) {
        int side = (int) Layers.height(aligned);
        int channels = (int) Layers.channels(aligned);
        int columns = ZoneBoxes.COLUMN_COUNT * side;
        Operand<TFloat32> lines = tf.reshape(aligned, tf.array(-1, side, channels));
        Operand<TFloat32> across =
                tf.train.batchMatMul(tf.constant(columnMatrix(side)), lines, TFloat32.class);
        Operand<TFloat32> both =
                tf.train.batchMatMul(
                        tf.constant(rowMatrix(side)),
                        tf.reshape(across, tf.array(-1, side, columns * channels)),
                        TFloat32.class);
        Operand<TFloat32> byZone =
                tf.reshape(
                        both,
                        tf.array(
                                -1,
                                ZoneBoxes.ROW_COUNT,
                                side,
                                ZoneBoxes.COLUMN_COUNT,
                                side,
                                channels));
        return tf.reshape(
                tf.linalg.transpose(byZone, tf.array(0, 1, 3, 2, 4, 5)),
                tf.array(-1, side, side, channels));
    }

    /** Weights from the frame's columns to the columns of both boxes, {@code [1, 2 h, h]}. */
    private float[][][] columnMatrix(int side) {
        float[][] matrix = new float[ZoneBoxes.COLUMN_COUNT * side][];
        for (int column = 0; column < ZoneBoxes.COLUMN_COUNT; column++) {
            boolean mirrored = mirrorRight && column == 1;
            for (int i = 0; i < side; i++) {
                int at = mirrored ? side - 1 - i : i;
                matrix[column * side + i] = weights(ZoneBoxes.columnRange(column), at, side);
            }
        }
        return new float[][][] {matrix};
    }

    /** Weights from the frame's rows to the rows of the three boxes, {@code [1, 3 h, h]}. */
    private static float[][][] rowMatrix(int side) {
        float[][] matrix = new float[ZoneBoxes.ROW_COUNT * side][];
        for (int row = 0; row < ZoneBoxes.ROW_COUNT; row++) {
            for (int i = 0; i < side; i++) {
                matrix[row * side + i] = weights(ZoneBoxes.rowRange(row), i, side);
            }
        }
        return new float[][][] {matrix};
    }

    /** Linear interpolation weights of evenly spaced points that include both ends of the range. */
    private static float[] weights(float[] range, int index, int side) {
        float[] weights = new float[side];
        float at = range[0] * (side - 1) + index * (range[1] - range[0]);
        int low = Math.min(side - 1, (int) Math.floor(at));
        float share = at - low;
        weights[low] += 1 - share;
        if (low + 1 < side) {
            weights[low + 1] += share;
        }
        return weights;
    }

    /**
     * Maps the zones' maps back to the aligned frame; overlaps are averaged.
     *
     * @param maps {@code [6 N, h, h, 1]}
     * @param sidePx side of the frame to draw
     * @return {@code [N, sidePx, sidePx, 1]}
     */
    Operand<TFloat32> unpool(Operand<TFloat32> maps, int sidePx) {
        Operand<TFloat32> sum = laidOut(maps, sidePx);
        Operand<TFloat32> cover = laidOut(tf.onesLike(maps), sidePx);
        return tf.math.divNoNan(sum, cover);
    }

    private Operand<TFloat32> laidOut(Operand<TFloat32> maps, int sidePx) {
        float[][] corners = new float[ZoneBoxes.COUNT][];
        for (int i = 0; i < ZoneBoxes.COUNT; i++) {
            Zone zone = ZoneBoxes.order().get(i);
            corners[i] = ZoneBoxes.box(zone).inverseCorners(mirrored(zone));
        }
        Operand<TInt32> boxes =
                tf.reshape(
                        tf.slice(tf.shape(maps), tf.array(0), tf.array(1)), tf.array(new int[0]));
        Operand<TInt32> images = tf.math.div(boxes, tf.constant(ZoneBoxes.COUNT));
        Operand<TFloat32> frames =
                tf.image.cropAndResize(
                        maps,
                        tf.tile(tf.constant(corners), tf.stack(List.of(images, tf.constant(1)))),
                        tf.range(tf.constant(0), boxes, tf.constant(1)),
                        tf.array(sidePx, sidePx));
        Operand<TFloat32> byImage =
                tf.reshape(frames, tf.array(-1, ZoneBoxes.COUNT, sidePx, sidePx, 1));
        return tf.sum(byImage, tf.array(1));
    }

    private boolean mirrored(Zone zone) {
        return mirrorRight && zone.side() == Zone.Side.LEFT;
    }
}
