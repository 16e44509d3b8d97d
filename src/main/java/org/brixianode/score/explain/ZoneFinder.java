package org.brixianode.score.explain;

import org.brixianode.model.ZoneBoxes;
import org.brixianode.study.Affine;
import org.brixianode.study.Zone;

/**
 * Finds the zone of a pixel; the borders run through the middle of the overlaps of the heads'
 * boxes.
 */
final class ZoneFinder {

    private static final double UPPER_BORDER = border(Zone.A, Zone.B);
    private static final double LOWER_BORDER = border(Zone.B, Zone.C);
    private static final double MIDLINE = ZoneBoxes.box(Zone.A).right();
    private static final double LEAST_DETERMINANT = 1e-4;

    private final Affine toFrame;
    private final int sidePx;

    /**
     * @param alignment map from the aligned frame to the image; a nearly singular one is replaced
     *     by the identity
     */
    ZoneFinder(Affine alignment, int sidePx) {
        boolean usable = Math.abs(alignment.determinant()) > LEAST_DETERMINANT;
        this.toFrame = usable ? alignment.inverse() : Affine.IDENTITY;
        this.sidePx = sidePx;
    }

    private static double border(Zone above, Zone below) {
        return (ZoneBoxes.box(above).bottom() + ZoneBoxes.box(below).top()) / 2;
    }

    Zone at(int pixel) {
        double x = 2 * (pixel % sidePx + 0.5) / sidePx - 1;
        double y = 2 * (pixel / sidePx + 0.5) / sidePx - 1;
        double frameX = (toFrame.x(x, y) + 1) / 2;
        double frameY = (toFrame.y(x, y) + 1) / 2;
        int row = frameY < UPPER_BORDER ? 0 : frameY < LOWER_BORDER ? 1 : 2;
        return Zone.at(row, frameX < MIDLINE ? 0 : 1);
    }
}
