package org.brixianode.report.sr;

import java.awt.geom.Point2D;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.SourceGrid;
import org.brixianode.report.module.ZoneOutlines;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Radiograph;
import org.brixianode.study.Zone;

/**
 * The zones' outlines as image regions (TID 1410 rows 5 and 6).
 *
 * @param lines closed lines on the scored image as it is stored, by zone: column and row of each
 *     point
 */
record ZoneRegions(Map<Zone, float[]> lines) {

    /** For forms without regions. */
    static final ZoneRegions NONE = new ZoneRegions(Map.of());

    ZoneRegions {
        lines = Map.copyOf(lines);
    }

    /** None if the header does not say how large the scored image is. */
    static ZoneRegions of(Result result, Radiograph radiograph) {
        if (result.source().integer(Tag.Rows).orElse(0) <= 0
                || result.source().integer(Tag.Columns).orElse(0) <= 0) {
            return NONE;
        }
        SourceGrid grid = SourceGrid.of(result.source(), radiograph);
        Map<Zone, float[]> lines = new EnumMap<>(Zone.class);
        ZoneOutlines.of(result.sheet())
                .forEach((zone, outline) -> lines.put(zone, closed(outline, grid)));
        return new ZoneRegions(lines);
    }

    private static float[] closed(List<Point2D> outline, SourceGrid grid) {
        float[] points = new float[2 * outline.size() + 2];
        for (int i = 0; i <= outline.size(); i++) {
            Point2D corner = outline.get(i % outline.size());
            float[] point = grid.point(corner.getX(), corner.getY());
            points[2 * i] = point[0];
            points[2 * i + 1] = point[1];
        }
        return points;
    }

    /**
     * A zone's outline; empty for a zone that is not assessable.
     *
     * @param image the scored image
     */
    Optional<ContentItem> region(Zone zone, InstanceRef image) {
        return Optional.ofNullable(lines.get(zone))
                .map(
                        line ->
                                ContentItem.polyline(Codes.IMAGE_REGION, line)
                                        .with(
                                                Relationship.SELECTED_FROM,
                                                List.of(ContentItem.image(image))));
    }
}
