package org.brixianode.bsnet;

import java.util.List;
import org.brixianode.study.Zone;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Cuts the six zones out of an aligned feature map (figure 4, "ROI pooling"): overlapping boxes of
 * the aligned frame, each resized back to the size of the whole.
 */
public final class ZonePooling {

    /** Number of zones. */
    static final int ZONES = 6;

    /**
     * A zone's box in the aligned frame, 0..1 from the top left.
     *
     * @param top smallest y
     * @param left smallest x
     * @param bottom largest y
     * @param right largest x
     */
    public record Box(float top, float left, float bottom, float right) {

        float[] corners(boolean mirrored) {
            return mirrored
                    ? new float[] {top, right, bottom, left}
                    : new float[] {top, left, bottom, right};
        }

        /** This frame's own outline in the box's coordinates, for the way back. */
        float[] inverseCorners(boolean mirrored) {
            float height = bottom - top;
            float width = right - left;
            float y0 = -top / height;
            float y1 = (1 - top) / height;
            float x0 = -left / width;
            float x1 = (1 - left) / width;
            return mirrored ? new float[] {y0, 1 - x0, y1, 1 - x1} : new float[] {y0, x0, y1, x1};
        }
    }

    private static final float[][] ROWS = {{0f, 0.4f}, {0.3f, 0.7f}, {0.6f, 1f}};

    /** Number of rows of zones. */
    static final int ROW_COUNT = ROWS.length;

    private static final float[][] COLUMNS = {{0f, 0.5f}, {0.5f, 1f}};

    private final Ops tf;
    private final boolean mirrorRight;

    /**
     * @param mirrorRight whether boxes of the image's right are read from right to left
     */
    ZonePooling(Ops tf, boolean mirrorRight) {
        this.tf = tf;
        this.mirrorRight = mirrorRight;
    }

    /** The zones in the order of the network: row by row, image-left first. */
    public static List<Zone> order() {
        return List.of(Zone.A, Zone.D, Zone.B, Zone.E, Zone.C, Zone.F);
    }

    /** Smallest and largest y of a row of zones, 0..1 from the top. */
    static float[] rowRange(int row) {
        return ROWS[row].clone();
    }

    /**
     * For each zone which of the three rows it lies in.
     *
     * @param zones something of each zone, {@code [6 N, C]}
     * @return {@code [6 N, 3]}
     */
    static Operand<TFloat32> rows(Ops tf, Operand<TFloat32> zones) {
        float[][] rows = new float[ZONES][ROW_COUNT];
        for (int zone = 0; zone < ZONES; zone++) {
            rows[zone][order().get(zone).row()] = 1;
        }
        Operand<TInt32> count = tf.slice(tf.shape(zones), tf.array(0), tf.array(1));
        Operand<TInt32> images = tf.math.div(count, tf.constant(ZONES));
        return tf.tile(tf.constant(rows), tf.concat(List.of(images, tf.array(1)), tf.constant(0)));
    }

    /** A zone's box. */
    public static Box box(Zone zone) {
        float[] row = ROWS[zone.row()];
        float[] column = COLUMNS[zone.column()];
        return new Box(row[0], column[0], row[1], column[1]);
    }

    /**
     * Each box is resized as TensorFlow's crop_and_resize does it. As the boxes are fixed that is
     * linear along either axis, and here two multiplications by constant matrices: unlike the
     * gradient of crop_and_resize, theirs is exact where boxes overlap, and the same every time.
     *
     * @param aligned {@code [N, h, h, C]}
     * @return {@code [6 N, h, h, C]}, the six zones of an image one after the other
     */
    Operand<TFloat32> pool(Operand<TFloat32> aligned) {
        int side = (int) Layers.height(aligned);
        int channels = (int) Layers.channels(aligned);
        int columns = COLUMNS.length * side;
        Operand<TFloat32> lines = tf.reshape(aligned, tf.array(-1, side, channels));
        Operand<TFloat32> across =
                tf.train.batchMatMul(tf.constant(columnMatrix(side)), lines, TFloat32.class);
        Operand<TFloat32> both =
                tf.train.batchMatMul(
                        tf.constant(rowMatrix(side)),
                        tf.reshape(across, tf.array(-1, side, columns * channels)),
                        TFloat32.class);
        Operand<TFloat32> byZone =
                tf.reshape(both, tf.array(-1, ROWS.length, side, COLUMNS.length, side, channels));
        return tf.reshape(
                tf.linalg.transpose(byZone, tf.array(0, 1, 3, 2, 4, 5)),
                tf.array(-1, side, side, channels));
    }

    /** Weights of the frame's columns in the columns of both boxes, {@code [1, 2 h, h]}. */
    private float[][][] columnMatrix(int side) {
        float[][] matrix = new float[COLUMNS.length * side][];
        for (int column = 0; column < COLUMNS.length; column++) {
            boolean mirrored = mirrorRight && column == 1;
            for (int i = 0; i < side; i++) {
                int at = mirrored ? side - 1 - i : i;
                matrix[column * side + i] = weights(COLUMNS[column], at, side);
            }
        }
        return new float[][][] {matrix};
    }

    /** Weights of the frame's rows in the rows of the three boxes, {@code [1, 3 h, h]}. */
    private static float[][][] rowMatrix(int side) {
        float[][] matrix = new float[ROWS.length * side][];
        for (int row = 0; row < ROWS.length; row++) {
            for (int i = 0; i < side; i++) {
                matrix[row * side + i] = weights(ROWS[row], i, side);
            }
        }
        return new float[][][] {matrix};
    }

    /** Between the two neighbours of a point, evenly spaced with both ends of the range on it. */
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
     * Lays maps of the zones back into the aligned frame; where zones overlap their mean counts.
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
        float[][] corners = new float[ZONES][];
        for (int i = 0; i < ZONES; i++) {
            Zone zone = order().get(i);
            corners[i] = box(zone).inverseCorners(mirrored(zone));
        }
        Operand<TInt32> boxes =
                tf.reshape(
                        tf.slice(tf.shape(maps), tf.array(0), tf.array(1)), tf.array(new int[0]));
        Operand<TInt32> images = tf.math.div(boxes, tf.constant(ZONES));
        Operand<TFloat32> frames =
                tf.image.cropAndResize(
                        maps,
                        tf.tile(tf.constant(corners), tf.stack(List.of(images, tf.constant(1)))),
                        tf.range(tf.constant(0), boxes, tf.constant(1)),
                        tf.array(sidePx, sidePx));
        Operand<TFloat32> byImage = tf.reshape(frames, tf.array(-1, ZONES, sidePx, sidePx, 1));
        return tf.sum(byImage, tf.array(1));
    }

    private boolean mirrored(Zone zone) {
        return mirrorRight && zone.side() == Zone.Side.LEFT;
    }
}
