package org.brixianode.report.module;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Closed contour lines at one level of a field, by marching squares with linear interpolation. The
 * field is 0 outside its frame, so that every contour is closed.
 */
public final class Contour {

    /**
     * The two edges that each of the 16 cases of a cell connects, lower side on the left; edges are
     * 0 top, 1 right, 2 bottom, 3 left; at saddles the high corners are separated.
     */
    private static final int[][] CASES = {
        {}, {3, 0}, {0, 1}, {3, 1}, {1, 2}, {3, 0, 1, 2}, {0, 2}, {3, 2},
        {2, 3}, {2, 0}, {0, 1, 2, 3}, {2, 1}, {1, 3}, {1, 0}, {0, 3}, {},
    };

    private final Field field;
    private final float level;
    private final double leastArea;
    private final Map<Long, Long> next = new HashMap<>();

    private Contour(Field field, float level, double leastArea) {
        this.field = field;
        this.level = level;
        this.leastArea = leastArea;
    }

    /**
     * All closed contours of the level except specks.
     *
     * @param leastArea minimum enclosed area as a fraction of the frame
     * @return contours in image coordinates, 0 to 1 on both axes
     */
    public static Path2D of(Field field, float level, double leastArea) {
        return new Contour(field, level, leastArea).trace();
    }

    private Path2D trace() {
        for (int y = -1; y < field.height(); y++) {
            for (int x = -1; x < field.width(); x++) {
                addCell(x, y);
            }
        }
        Path2D.Double path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        List<Long> starts = new ArrayList<>(next.keySet());
        starts.sort(null);
        for (long start : starts) {
            List<Point2D> loop = loop(start);
            if (Loops.area(loop) >= leastArea) {
                append(path, smooth(loop));
            }
        }
        return path;
    }

    private void addCell(int x, int y) {
        int code =
                (high(x, y) ? 1 : 0)
                        | (high(x + 1, y) ? 2 : 0)
                        | (high(x + 1, y + 1) ? 4 : 0)
                        | (high(x, y + 1) ? 8 : 0);
        int[] edges = CASES[code];
        for (int i = 0; i < edges.length; i += 2) {
            next.put(edge(x, y, edges[i]), edge(x, y, edges[i + 1]));
        }
    }

    private boolean high(int x, int y) {
        return field.grid(x, y) >= level;
    }

    /** A number for the edge between two grid points: that of its upper or left end, doubled. */
    private long edge(int x, int y, int side) {
        return switch (side) {
            case 0 -> key(x, y, 0);
            case 1 -> key(x + 1, y, 1);
            case 2 -> key(x, y + 1, 0);
            default -> key(x, y, 1);
        };
    }

    private long key(int x, int y, int vertical) {
        return ((y + 1L) * (field.width() + 2L) + (x + 1L)) * 2 + vertical;
    }

    private List<Point2D> loop(long start) {
        List<Point2D> points = new ArrayList<>();
        Long edge = start;
        while (edge != null) {
            Long following = next.remove(edge);
            if (following != null) {
                points.add(point(edge));
            }
            edge = following;
        }
        return points;
    }

    private Point2D point(long key) {
        boolean vertical = key % 2 == 1;
        long cell = key / 2;
        int x = (int) (cell % (field.width() + 2)) - 1;
        int y = (int) (cell / (field.width() + 2)) - 1;
        float from = field.grid(x, y);
        float to = vertical ? field.grid(x, y + 1) : field.grid(x + 1, y);
        double part = from == to ? .5 : (level - from) / (to - from);
        return new Point2D.Double(
                (x + .5 + (vertical ? 0 : part)) / field.width(),
                (y + .5 + (vertical ? part : 0)) / field.height());
    }

    /**
     * Smooths the contour once: every point moves to the weighted mean of itself and its
     * neighbours.
     */
    private static List<Point2D> smooth(List<Point2D> loop) {
        List<Point2D> result = new ArrayList<>();
        int n = loop.size();
        for (int i = 0; i < n; i++) {
            Point2D a = loop.get((i + n - 1) % n);
            Point2D b = loop.get(i);
            Point2D c = loop.get((i + 1) % n);
            result.add(
                    new Point2D.Double(
                            (a.getX() + 2 * b.getX() + c.getX()) / 4,
                            (a.getY() + 2 * b.getY() + c.getY()) / 4));
        }
        return result;
    }

    private static void append(Path2D path, List<Point2D> loop) {
        boolean first = true;
        for (Point2D point : loop) {
            if (first) {
                path.moveTo(point.getX(), point.getY());
                first = false;
            } else {
                path.lineTo(point.getX(), point.getY());
            }
        }
        path.closePath();
    }
}
