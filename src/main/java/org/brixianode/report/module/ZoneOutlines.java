package org.brixianode.report.module;

import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneFrame;

/**
 * The outline of each zone's assessed lung, in coordinates of the upright image from 0 to 1: of
 * several pieces the largest, and without the outlines of holes in it.
 */
public final class ZoneOutlines {

    /** How far a zone reaches beyond the frame; lung there is not assessed. */
    private static final double MARGIN = .5;

    private static final double MIDLINE = .5;
    private static final float HALF = .5f;

    /** Points that are nearer to each other, in parts of the image, are not all kept. */
    private static final double LEAST_STEP = .003;

    /** A closed line has three corners at least. */
    private static final int LEAST_CORNERS = 3;

    /**
     * The outlines of the zones with enough lung to be assessed.
     *
     * @return corners in their order, without the first one again at the end
     */
    public static Map<Zone, List<Point2D>> of(ScoreSheet sheet) {
        LungArea area = LungArea.of(sheet);
        Area lungs = new Area(Contour.of(area.lungs(), LungArea.LUNG, LungArea.LEAST_PIECE));
        lungs.subtract(new Area(Contour.of(area.unassessed(), HALF, 0)));
        List<Zone> slivers = sheet.notAssessable();
        Map<Zone, List<Point2D>> outlines = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            Area part = new Area(cell(area.frame(), zone));
            part.intersect(lungs);
            List<Point2D> corners = thinned(largest(part));
            if (!slivers.contains(zone) && corners.size() >= LEAST_CORNERS) {
                outlines.put(zone, corners);
            }
        }
        return outlines;
    }

    /** The zone's quadrangle between its borders. */
    private static Path2D cell(ZoneFrame frame, Zone zone) {
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

    private static List<Point2D> largest(Area area) {
        List<Point2D> largest = List.of();
        List<Point2D> piece = new ArrayList<>();
        double[] point = new double[2];
        for (PathIterator i = area.getPathIterator(null); !i.isDone(); i.next()) {
            if (i.currentSegment(point) == PathIterator.SEG_CLOSE) {
                largest = size(piece) > size(largest) ? piece : largest;
                piece = new ArrayList<>();
            } else {
                piece.add(new Point2D.Double(point[0], point[1]));
            }
        }
        return largest;
    }

    /** Twice the enclosed area. */
    private static double size(List<Point2D> corners) {
        double sum = 0;
        for (int i = 0; i < corners.size(); i++) {
            Point2D a = corners.get(i);
            Point2D b = corners.get((i + 1) % corners.size());
            sum += a.getX() * b.getY() - b.getX() * a.getY();
        }
        return Math.abs(sum);
    }

    private static List<Point2D> thinned(List<Point2D> corners) {
        List<Point2D> kept = new ArrayList<>();
        for (Point2D corner : corners) {
            if (kept.isEmpty() || kept.get(kept.size() - 1).distance(corner) >= LEAST_STEP) {
                kept.add(corner);
            }
        }
        while (kept.size() > 1 && kept.get(0).distance(kept.get(kept.size() - 1)) < LEAST_STEP) {
            kept.remove(kept.size() - 1);
        }
        return kept;
    }

    private ZoneOutlines() {}
}
