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

    /** A zone's box. */
    public static Box box(Zone zone) {
        float[] row = ROWS[zone.row()];
        float[] column = COLUMNS[zone.column()];
        return new Box(row[0], column[0], row[1], column[1]);
    }

    /**
     * @param aligned {@code [N, h, h, C]}
     * @return {@code [6 N, h, h, C]}, the six zones of an image one after the other
     */
    Operand<TFloat32> pool(Operand<TFloat32> aligned) {
        float[][] corners = new float[ZONES][];
        for (int i = 0; i < ZONES; i++) {
            Zone zone = order().get(i);
            corners[i] = box(zone).corners(mirrored(zone));
        }
        Operand<TInt32> images = images(aligned);
        int side = (int) Layers.height(aligned);
        Operand<TFloat32> pooled =
                tf.image.cropAndResize(
                        aligned,
                        tf.tile(tf.constant(corners), tf.stack(List.of(images, tf.constant(1)))),
                        imageOfEachBox(images),
                        tf.array(side, side));
        return tf.reshape(pooled, tf.array(-1, side, side, (int) Layers.channels(aligned)));
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

    private Operand<TInt32> images(Operand<TFloat32> x) {
        return tf.reshape(tf.slice(tf.shape(x), tf.array(0), tf.array(1)), tf.array(new int[0]));
    }

    /** 0, 0, 0, 0, 0, 0, 1, 1, ... */
    private Operand<TInt32> imageOfEachBox(Operand<TInt32> images) {
        Operand<TInt32> column =
                tf.reshape(tf.range(tf.constant(0), images, tf.constant(1)), tf.array(-1, 1));
        return tf.reshape(tf.tile(column, tf.array(1, ZONES)), tf.array(-1));
    }
}
