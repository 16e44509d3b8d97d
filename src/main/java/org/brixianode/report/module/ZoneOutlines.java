package org.brixianode.report.module;

import java.awt.geom.Area;
import java.awt.geom.Point2D;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;

/**
 * The outline of each zone's assessed lung, in coordinates of the upright image from 0 to 1: of
 * several pieces the largest, and without the outlines of holes in it.
 */
public final class ZoneOutlines {

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
        ZoneMap map = new ZoneMap(area.frame());
        List<Zone> notAssessable = sheet.notAssessable();
        Map<Zone, List<Point2D>> outlines = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            Area part = new Area(map.cell(zone));
            part.intersect(lungs);
            List<Point2D> corners = Loops.thinned(largest(part), LEAST_STEP);
            if (!notAssessable.contains(zone) && corners.size() >= LEAST_CORNERS) {
                outlines.put(zone, corners);
            }
        }
        return outlines;
    }

    /** Of several pieces the largest; none of an empty area. */
    private static List<Point2D> largest(Area area) {
        return Loops.of(area).stream()
                .max(Comparator.comparingDouble(Loops::area))
                .orElse(List.of());
    }

    private ZoneOutlines() {}
}
