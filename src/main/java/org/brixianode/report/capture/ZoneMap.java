package org.brixianode.report.capture;

import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.study.Affine;
import org.brixianode.study.Zone;

/**
 * Where the zones lie in the image. The heads' boxes overlap (rows 0 to .4, .3 to .7, .6 to 1 of
 * the aligned frame); the borders shown run through the middle of the overlaps.
 *
 * <p>Image coordinates run from 0 to 1 on both axes.
 */
final class ZoneMap {

    private static final double UPPER_BORDER = .35;
    private static final double LOWER_BORDER = .65;
    private static final double MIDLINE = .5;

    /** How far the borders are drawn beyond the frame, for lungs that reach out of it. */
    private static final double MARGIN = .5;

    /**
     * Where to point for a zone.
     *
     * @param v height of the zone's middle
     * @param u lateral border of the lung at that height
     */
    record Target(double u, double v) {}

    private final Affine alignment;
    private final Affine inverse;

    ZoneMap(Affine alignment) {
        Affine usable = isUsable(alignment) ? alignment : Affine.IDENTITY;
        this.alignment = usable;
        this.inverse = usable.inverse();
    }

    /** A collapsed or unbounded alignment shows nothing; the whole image stands in for it. */
    private static boolean isUsable(Affine alignment) {
        double det = Math.abs(alignment.determinant());
        return det > 1e-4 && det < 1e4;
    }

    Zone zoneAt(double u, double v) {
        double x = 2 * u - 1;
        double y = 2 * v - 1;
        double frameX = (inverse.x(x, y) + 1) / 2;
        double frameY = (inverse.y(x, y) + 1) / 2;
        int row = frameY < UPPER_BORDER ? 0 : frameY < LOWER_BORDER ? 1 : 2;
        return Zone.at(row, frameX < MIDLINE ? 0 : 1);
    }

    private Point2D toImage(double frameX, double frameY) {
        double x = 2 * frameX - 1;
        double y = 2 * frameY - 1;
        return new Point2D.Double((alignment.x(x, y) + 1) / 2, (alignment.y(x, y) + 1) / 2);
    }

    /** The borders between upper, middle and lower zones, across both lungs. */
    List<Line2D> borders() {
        return List.of(border(UPPER_BORDER), border(LOWER_BORDER));
    }

    private Line2D border(double frameY) {
        return new Line2D.Double(toImage(-MARGIN, frameY), toImage(1 + MARGIN, frameY));
    }

    /** Targets of the zones in which there is lung. */
    Map<Zone, Target> targets(Field lungs) {
        Map<Zone, Target> targets = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            middle(zone, lungs)
                    .flatMap(v -> lateralBorder(zone, v, lungs))
                    .ifPresent(target -> targets.put(zone, target));
        }
        return targets;
    }

    private boolean isLung(Zone zone, double u, double v, Field lungs) {
        return lungs.at(u, v) >= LungOverlay.LUNG && zoneAt(u, v) == zone;
    }

    /** Mean height of the zone's lung. */
    private Optional<Double> middle(Zone zone, Field lungs) {
        double sum = 0;
        int count = 0;
        for (int y = 0; y < lungs.height(); y++) {
            double v = (y + .5) / lungs.height();
            for (int x = 0; x < lungs.width(); x++) {
                if (isLung(zone, (x + .5) / lungs.width(), v, lungs)) {
                    sum += v;
                    count++;
                }
            }
        }
        return count == 0 ? Optional.empty() : Optional.of(sum / count);
    }

    private Optional<Target> lateralBorder(Zone zone, double v, Field lungs) {
        int width = lungs.width();
        for (int i = 0; i < width; i++) {
            double fromEdge = (i + .5) / width;
            double u = zone.side() == Zone.Side.RIGHT ? fromEdge : 1 - fromEdge;
            if (isLung(zone, u, v, lungs)) {
                return Optional.of(new Target(u, v));
            }
        }
        return Optional.empty();
    }
}
