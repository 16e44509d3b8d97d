package org.brixianode.report.module;

import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.List;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneFrame;

/** The zones and the borders between them, in image coordinates from 0 to 1 on both axes. */
public final class ZoneMap {

    /** How far zones and borders extend beyond the frame, for lungs that exceed it. */
    private static final double MARGIN = .5;

    private static final double MIDLINE = .5;

    private final ZoneFrame frame;

    public ZoneMap(ZoneFrame frame) {
        this.frame = frame;
    }

    /** The borders between upper, middle and lower zones, across both lungs. */
    public List<Line2D> borders() {
        return List.of(border(ZoneFrame.UPPER_BORDER), border(ZoneFrame.LOWER_BORDER));
    }

    private Line2D border(double frameY) {
        return new Line2D.Double(
                frame.imageX(-MARGIN, frameY),
                frame.imageY(-MARGIN, frameY),
                frame.imageX(1 + MARGIN, frameY),
                frame.imageY(1 + MARGIN, frameY));
    }

    /** The quadrangle of a zone between its borders. */
    Path2D cell(Zone zone) {
        double left = zone.column() == 0 ? -MARGIN : MIDLINE;
        double right = zone.column() == 0 ? MIDLINE : 1 + MARGIN;
        double[] borders = {-MARGIN, ZoneFrame.UPPER_BORDER, ZoneFrame.LOWER_BORDER, 1 + MARGIN};
        double top = borders[zone.row()];
        double bottom = borders[zone.row() + 1];
        Path2D path = new Path2D.Double();
        path.moveTo(frame.imageX(left, top), frame.imageY(left, top));
        path.lineTo(frame.imageX(right, top), frame.imageY(right, top));
        path.lineTo(frame.imageX(right, bottom), frame.imageY(right, bottom));
        path.lineTo(frame.imageX(left, bottom), frame.imageY(left, bottom));
        path.closePath();
        return path;
    }
}
