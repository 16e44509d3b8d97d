package org.brixianode.network;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.model.Architecture;
import org.brixianode.model.ZoneBoxes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A crop of each lung with a margin, resized to one size; the lung on the image's right is
 * mirrored, so that both have the same orientation. The left lungs of all images come first, then
 * the right ones.
 *
 * @param pictures {@code [2 N, h, w, 1]}
 * @param zones share of each position in each row of zones of the lung, {@code [2 N, h / 4, w / 4,
 *     3]}
 * @param boxes the part of the image in a crop, {@code [2 N, 4]}: top, left, bottom, right, 0..1
 *     from the image's top left
 */
record LungCrops(Operand<TFloat32> pictures, Operand<TFloat32> zones, Operand<TFloat32> boxes) {

    /** Factor by which the zone masks are smaller than the crops. */
    static final int ZONES_REDUCTION = 4;

    /** Margins on all sides, as shares of the lung's own height and width. */
    private static final float MARGIN_HEIGHT = 0.06f;

    private static final float MARGIN_WIDTH = 0.08f;

    /**
     * @param whole {@code [N, S, S, 1]}
     * @param lungs {@code [N, s, s, 1]} in 0..1, on the image; without lungs the whole image is
     *     used
     */
    static LungCrops of(
            Ops tf,
            Architecture architecture,
            Operand<TFloat32> whole,
            Operand<TFloat32> lungs,
            BsNet.Regulariser regulariser) {
        int side = (int) Layers.height(lungs);
        int height = architecture.branchHeightPx();
        int width = architecture.branchWidthPx();
        List<Operand<TFloat32>> masks = new ArrayList<>();
        List<Operand<TFloat32>> boxes = new ArrayList<>();
        for (LungHalves.Half half : new LungHalves(tf, side).of(lungs)) {
            boolean mirrored = !masks.isEmpty();
            masks.add(half.lung());
            boxes.add(box(tf, half, side, mirrored));
        }
        Operand<TFloat32> exact = tf.concat(boxes, tf.constant(0));
        Operand<TFloat32> shown = regulariser.onBoxes(exact);
        Operand<TInt32> ofImage = ofImage(tf, whole);
        Operand<TFloat32> pictures =
                tf.image.cropAndResize(whole, shown, ofImage, tf.array(height, width));
        Operand<TFloat32> mask =
                tf.image.cropAndResize(
                        tf.reshape(tf.concat(masks, tf.constant(0)), tf.array(-1, side, side, 1)),
                        shown,
                        tf.range(tf.constant(0), tf.size(ofImage), tf.constant(1)),
                        tf.array(height / ZONES_REDUCTION, width / ZONES_REDUCTION));
        return new LungCrops(
                // Restores the static shape, which the operation does not infer.
                tf.reshape(pictures, tf.array(-1, height, width, 1)),
                tf.math.mul(
                        tf.reshape(
                                mask,
                                tf.array(-1, height / ZONES_REDUCTION, width / ZONES_REDUCTION, 1)),
                        tf.constant(rows(height / ZONES_REDUCTION))),
                shown);
    }

    /** Index of the image of each crop: {@code [2 N]}. */
    private static Operand<TInt32> ofImage(Ops tf, Operand<TFloat32> whole) {
        Operand<TInt32> count =
                tf.reshape(
                        tf.slice(tf.shape(whole), tf.array(0), tf.array(1)), tf.array(new int[0]));
        Operand<TInt32> all = tf.range(tf.constant(0), count, tf.constant(1));
        return tf.concat(List.of(all, all), tf.constant(0));
    }

    /** {@code [N, 4]}. */
    private static Operand<TFloat32> box(Ops tf, LungHalves.Half half, int side, boolean mirrored) {
        Operand<TFloat32> top = end(tf, half.rows(), -MARGIN_HEIGHT, side);
        Operand<TFloat32> bottom = end(tf, half.rows(), 1 + MARGIN_HEIGHT, side);
        Operand<TFloat32> left = end(tf, half.columns(), -MARGIN_WIDTH, side);
        Operand<TFloat32> right = end(tf, half.columns(), 1 + MARGIN_WIDTH, side);
        return tf.concat(
                mirrored ? List.of(top, right, bottom, left) : List.of(top, left, bottom, right),
                tf.constant(1));
    }

    /** A point of a range as a share of the side; without a lung the range is the whole side. */
    private static Operand<TFloat32> end(Ops tf, LungHalves.Extent range, float share, int side) {
        LungHalves.Extent forward =
                new LungHalves.Extent(
                        tf.math.minimum(range.from(), range.to()),
                        tf.math.maximum(range.from(), range.to()));
        return tf.math.mul(forward.at(tf, share), tf.constant(1f / side));
    }

    /** Which lines of a crop belong to which row of zones: {@code [1, h, 1, 3]}. */
    private static float[][][][] rows(int height) {
        float[][][][] rows = new float[1][height][1][ZoneBoxes.ROW_COUNT];
        for (int line = 0; line < height; line++) {
            double at = (line + 0.5) / height * (1 + 2 * MARGIN_HEIGHT) - MARGIN_HEIGHT;
            for (int row = 0; row < ZoneBoxes.ROW_COUNT; row++) {
                float[] range = ZoneBoxes.rowRange(row);
                rows[0][line][0][row] = at > range[0] && at <= range[1] ? 1 : 0;
            }
        }
        return rows;
    }

    /**
     * Maps the crops' maps back to the image.
     *
     * @param maps {@code [2 N, a, b, C]}
     * @return {@code [2 N, sidePx, sidePx, C]}, 0 outside the crop
     */
    Operand<TFloat32> onImage(Ops tf, Operand<TFloat32> maps, int sidePx) {
        Operand<TInt32> count =
                tf.reshape(
                        tf.slice(tf.shape(maps), tf.array(0), tf.array(1)), tf.array(new int[0]));
        Operand<TFloat32> carried =
                tf.image.cropAndResize(
                        maps,
                        inverse(tf),
                        tf.range(tf.constant(0), count, tf.constant(1)),
                        tf.array(sidePx, sidePx));
        return tf.reshape(carried, tf.array(-1, sidePx, sidePx, (int) Layers.channels(maps)));
    }

    /** The image's outline in each crop's coordinates. */
    private Operand<TFloat32> inverse(Ops tf) {
        List<Operand<TFloat32>> ends = new ArrayList<>();
        for (float edge : new float[] {0, 1}) {
            for (int axis = 0; axis < 2; axis++) {
                Operand<TFloat32> from = end(tf, axis);
                ends.add(
                        tf.math.div(
                                tf.math.sub(tf.constant(edge), from),
                                tf.math.sub(end(tf, axis + 2), from)));
            }
        }
        return tf.reshape(tf.stack(ends, Stack.axis(1L)), tf.array(-1, 4));
    }

    private Operand<TFloat32> end(Ops tf, int index) {
        return tf.reshape(tf.slice(boxes, tf.array(0, index), tf.array(-1, 1)), tf.array(-1));
    }
}
