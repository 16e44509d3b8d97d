package org.brixianode.report.module;

import java.awt.geom.Line2D;
import java.util.List;
import org.brixianode.study.ZoneFrame;

/** The borders between the zones, in image coordinates from 0 to 1 on both axes. */
public final class ZoneMap {

    /** How far the borders extend beyond the frame, for lungs that exceed it. */
    private static final double MARGIN = .5;

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
}
