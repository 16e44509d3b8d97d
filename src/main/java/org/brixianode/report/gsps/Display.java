package org.brixianode.report.gsps;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.report.module.SourceGrid;

/**
 * How the scored image, in whatever way it is stored, is displayed upright, and where a point of
 * the display is in the stored image.
 *
 * @param grid the stored pixels
 */
record Display(SourceGrid grid) {

    private static final int QUARTERS = 4;
    private static final int QUARTER_DEGREES = 90;

    /** A point of the display that no turn or flip leaves where it is. */
    private static final double PROBE_U = .2;

    private static final double PROBE_V = .1;
    private static final double NEAR = 1e-9;

    /**
     * A point in the stored image, in columns and rows from the outer corner of its first pixel
     * (units PIXEL, PS3.3 C.10.5).
     *
     * @param u in the display from the left, 0 to 1
     * @param v in the display from the top, 0 to 1
     */
    float[] point(double u, double v) {
        return grid.point(u, v);
    }

    /** The stored pixel at a corner of the display, as column and row from 1 (PS3.3 C.10.4). */
    int[] pixel(int u, int v) {
        float[] point = point(u, v);
        return new int[] {Math.max(1, Math.round(point[0])), Math.max(1, Math.round(point[1]))};
    }

    /** Width of the displayed image in units of stored pixels. */
    int width() {
        return grid.orientation().isTransposed() ? grid.rows() : grid.columns();
    }

    /** Height of the displayed image in units of stored pixels. */
    int height() {
        return grid.orientation().isTransposed() ? grid.columns() : grid.rows();
    }

    /** Spatial Transformation (PS3.3 C.10.6): a clockwise rotation, then a flip. */
    void writeTransformation(Attributes target) {
        double x = grid.orientation().storedX(PROBE_U, PROBE_V);
        double y = grid.orientation().storedY(PROBE_U, PROBE_V);
        int turns = 0;
        while (turns < QUARTERS && !(near(y, PROBE_V) && (isLeft(x) || isLeft(1 - x)))) {
            double turned = 1 - y;
            y = x;
            x = turned;
            turns++;
        }
        if (turns > 0 || !isLeft(x)) {
            target.setInt(Tag.ImageRotation, VR.US, turns % QUARTERS * QUARTER_DEGREES);
            target.setString(Tag.ImageHorizontalFlip, VR.CS, isLeft(x) ? "N" : "Y");
        }
    }

    private static boolean isLeft(double x) {
        return near(x, PROBE_U);
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) < NEAR;
    }
}
