package org.brixianode.report.module;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;

/** Closed lines, as their corners in order without the first one again at the end. */
public final class Loops {

    /** The closed lines of a shape without curves. */
    public static List<List<Point2D>> of(Shape shape) {
        List<List<Point2D>> loops = new ArrayList<>();
        List<Point2D> corners = new ArrayList<>();
        double[] point = new double[2];
        for (PathIterator i = shape.getPathIterator(null); !i.isDone(); i.next()) {
            if (i.currentSegment(point) == PathIterator.SEG_CLOSE) {
                loops.add(corners);
                corners = new ArrayList<>();
            } else {
                corners.add(new Point2D.Double(point[0], point[1]));
            }
        }
        return loops;
    }

    /** The same line without corners that are nearer to the one before than a distance. */
    public static List<Point2D> thinned(List<Point2D> corners, double leastStep) {
        List<Point2D> kept = new ArrayList<>();
        for (Point2D corner : corners) {
            if (kept.isEmpty() || kept.get(kept.size() - 1).distance(corner) >= leastStep) {
                kept.add(corner);
            }
        }
        while (kept.size() > 1 && kept.get(0).distance(kept.get(kept.size() - 1)) < leastStep) {
            kept.remove(kept.size() - 1);
        }
        return kept;
    }

    /** The enclosed area. */
    static double area(List<Point2D> corners) {
        double sum = 0;
        for (int i = 0; i < corners.size(); i++) {
            Point2D a = corners.get(i);
            Point2D b = corners.get((i + 1) % corners.size());
            sum += a.getX() * b.getY() - b.getX() * a.getY();
        }
        return Math.abs(sum) / 2;
    }

    private Loops() {}
}
