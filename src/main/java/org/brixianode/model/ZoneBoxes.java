package org.brixianode.model;

import java.util.List;
import org.brixianode.study.Zone;

/**
 * The six zones' boxes in the aligned frame (Signoroni et al. 2021, figure 4, "ROI pooling"), which
 * overlap, and the order of the zones in the network's output.
 */
public final class ZoneBoxes {

    /** Number of zones. */
    public static final int COUNT = 6;

    private static final float[][] ROWS = {{0f, 0.4f}, {0.3f, 0.7f}, {0.6f, 1f}};

    /** Number of rows of zones. */
    public static final int ROW_COUNT = ROWS.length;

    private static final float[][] COLUMNS = {{0f, 0.5f}, {0.5f, 1f}};

    /** Number of columns of zones. */
    public static final int COLUMN_COUNT = COLUMNS.length;

    /**
     * A zone's box in the aligned frame, 0..1 from the top left.
     *
     * @param top smallest y
     * @param left smallest x
     * @param bottom largest y
     * @param right largest x
     */
    public record Box(float top, float left, float bottom, float right) {

        /** For crop_and_resize: y and x of two corners, from right to left where mirrored. */
        public float[] corners(boolean mirrored) {
            return mirrored
                    ? new float[] {top, right, bottom, left}
                    : new float[] {top, left, bottom, right};
        }

        /** The frame's outline in the box's coordinates, for the inverse mapping. */
        public float[] inverseCorners(boolean mirrored) {
            float height = bottom - top;
            float width = right - left;
            float y0 = -top / height;
            float y1 = (1 - top) / height;
            float x0 = -left / width;
            float x1 = (1 - left) / width;
            return mirrored ? new float[] {y0, 1 - x0, y1, 1 - x1} : new float[] {y0, x0, y1, x1};
        }
    }

    /** The zones in the order of the network: row by row, image-left first. */
    public static List<Zone> order() {
        return List.of(Zone.A, Zone.D, Zone.B, Zone.E, Zone.C, Zone.F);
    }

    /** Smallest and largest y of a row of zones, 0..1 from the top. */
    public static float[] rowRange(int row) {
        return ROWS[row].clone();
    }

    /** Smallest and largest x of a column of zones, 0..1 from the left. */
    public static float[] columnRange(int column) {
        return COLUMNS[column].clone();
    }

    /** A zone's box. */
    public static Box box(Zone zone) {
        float[] row = ROWS[zone.row()];
        float[] column = COLUMNS[zone.column()];
        return new Box(row[0], column[0], row[1], column[1]);
    }

    private ZoneBoxes() {}
}
