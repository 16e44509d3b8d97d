package org.brixianode.report.module;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;

/**
 * The end point of each zone's leader line: a point well inside the zone's lung. Of the cells with
 * nearly the maximum distance from the border, the one nearest the centroid of the zone's lung.
 */
public final class ZoneTargets {

    private static final int NONE = -1;

    /** Lengths of a step along a side and along a diagonal (chamfer distance). */
    private static final int SIDE_STEP = 3;

    private static final int DIAGONAL_STEP = 4;

    private static final double DEEP = .85;

    /** Larger than any distance in the image. */
    private static final double FARTHEST = 2;

    /** Tolerance of the rounding of a square. */
    private static final double NEAR = 1 + 1e-9;

    /**
     * A point in the image.
     *
     * @param u from the left, 0 to 1
     * @param v from the top, 0 to 1
     */
    public record Target(double u, double v) {}

    private final int width;
    private final int height;
    private final int[] zones;
    private final int[] depth;

    private ZoneTargets(LungArea area) {
        width = area.width();
        height = area.height();
        zones = new int[width * height];
        depth = new int[zones.length];
        for (int i = 0; i < zones.length; i++) {
            zones[i] = area.isAssessed(i) ? area.frame().ordinalAt(u(i), v(i)) : NONE;
        }
        Arrays.fill(depth, Integer.MAX_VALUE);
        for (int i = 0; i < zones.length; i++) {
            measure(i, -1);
        }
        for (int i = zones.length - 1; i >= 0; i--) {
            measure(i, 1);
        }
    }

    /** The targets of the assessable zones, except for those of which no cell is assessed. */
    public static Map<Zone, Target> of(LungArea area, ScoreSheet sheet) {
        ZoneTargets targets = new ZoneTargets(area);
        Map<Zone, Target> found = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            if (!sheet.notAssessable().contains(zone)) {
                targets.find(zone.ordinal(), found, zone);
            }
        }
        return found;
    }

    private double u(int cell) {
        return (cell % width + .5) / width;
    }

    private double v(int cell) {
        return (cell / width + .5) / height;
    }

    /** One of the two passes over the processed neighbours, above and left or below and right. */
    private void measure(int cell, int side) {
        if (zones[cell] != NONE) {
            int x = cell % width;
            int y = cell / width;
            int least = depth[cell];
            least = Math.min(least, from(cell, x + side, y, SIDE_STEP));
            least = Math.min(least, from(cell, x, y + side, SIDE_STEP));
            least = Math.min(least, from(cell, x + side, y + side, DIAGONAL_STEP));
            least = Math.min(least, from(cell, x - side, y + side, DIAGONAL_STEP));
            depth[cell] = least;
        }
    }

    private int from(int cell, int x, int y, int step) {
        boolean inside = x >= 0 && y >= 0 && x < width && y < height;
        int other = y * width + x;
        return inside && zones[other] == zones[cell] ? depth[other] + step : step;
    }

    private void find(int ordinal, Map<Zone, Target> found, Zone zone) {
        double sumU = 0;
        double sumV = 0;
        int count = 0;
        int deepest = 0;
        for (int i = 0; i < zones.length; i++) {
            if (zones[i] == ordinal) {
                sumU += u(i);
                sumV += v(i);
                count++;
                deepest = Math.max(deepest, depth[i]);
            }
        }
        Target nearest = null;
        double least = FARTHEST;
        for (int i = 0; i < zones.length; i++) {
            if (zones[i] == ordinal && depth[i] >= DEEP * deepest) {
                double du = u(i) - sumU / count;
                double dv = v(i) - sumV / count;
                // Computing the exact distance is expensive, and few cells need it.
                if (du * du + dv * dv <= least * least * NEAR && Math.hypot(du, dv) < least) {
                    least = Math.hypot(du, dv);
                    nearest = new Target(u(i), v(i));
                }
            }
        }
        if (nearest != null) {
            found.put(zone, nearest);
        }
    }
}
