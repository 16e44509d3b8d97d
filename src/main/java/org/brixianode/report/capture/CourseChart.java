package org.brixianode.report.capture;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.report.module.Course;
import org.brixianode.report.module.Wording;

/**
 * The global score over time: expected values as dots, their intervals as bars. Time runs to the
 * right in proportion, but dots keep a distance at which they can be told apart.
 */
final class CourseChart {

    static final double HEIGHT = 176;

    private static final double LEFT = 36;
    private static final double INSET = 14;
    private static final double LEAST_DISTANCE = 17;
    private static final int GRID_STEP = 6;
    private static final double DOT = 5;
    private static final double PRESENT_DOT = 7;

    private final PanelArea panel;
    private final List<Course.Point> points;
    private final double top;
    private final List<Double> positions;

    CourseChart(PanelArea panel, List<Course.Point> points, double top) {
        this.panel = panel;
        this.points = List.copyOf(points);
        this.top = top;
        this.positions = positions(points, PanelArea.WIDTH - LEFT - 2 * INSET);
    }

    void draw() {
        Pen.Style dim = Pen.Style.regular(Pen.SMALL, Pen.DIM);
        for (int score = 0; score <= Wording.MAX_GLOBAL; score += GRID_STEP) {
            Point2D left = at(-INSET, score);
            Point2D right = at(PanelArea.WIDTH - LEFT - INSET, score);
            panel.pen().stroke(new Line2D.Double(left, right), Pen.LINE, 1);
            panel.middle(Integer.toString(score), LEFT - 8, y(score), Pen.Anchor.RIGHT, dim);
        }
        Path2D.Double line = new Path2D.Double();
        for (int i = 0; i < points.size(); i++) {
            Point2D at = at(positions.get(i), points.get(i).value());
            if (i == 0) {
                line.moveTo(at.getX(), at.getY());
            } else {
                line.lineTo(at.getX(), at.getY());
            }
        }
        for (int i = 0; i < points.size(); i++) {
            interval(points.get(i), positions.get(i));
        }
        panel.pen().stroke(line, Pen.TEXT, 2);
        for (int i = 0; i < points.size(); i++) {
            dot(points.get(i), positions.get(i));
        }
    }

    private void interval(Course.Point point, double x) {
        point.interval()
                .map(known -> new Line2D.Double(at(x, known.low()), at(x, known.high())))
                .ifPresent(bar -> panel.pen().stroke(bar, Pen.DIM, 3));
    }

    /** Hollow if it is of another model, its expected value is not known, or a zone says little. */
    private void dot(Course.Point point, double x) {
        double radius = (point.present() ? PRESENT_DOT : DOT) * panel.pen().unit();
        Point2D at = at(x, point.value());
        Ellipse2D dot =
                new Ellipse2D.Double(
                        at.getX() - radius, at.getY() - radius, 2 * radius, 2 * radius);
        boolean known =
                point.sameModel()
                        && point.expected().isPresent()
                        && point.notAssessable().isEmpty();
        panel.pen().fill(dot, known ? Pen.TEXT : Pen.BACKGROUND);
        panel.pen().stroke(dot, point.present() ? Pen.CAUTION : Pen.TEXT, 2);
    }

    private double y(double score) {
        return top + HEIGHT * (1 - score / Wording.MAX_GLOBAL);
    }

    private Point2D at(double x, double score) {
        Rectangle2D box = panel.box(LEFT + INSET + x, y(score), 0, 0);
        return new Point2D.Double(box.getX(), box.getY());
    }

    /**
     * Horizontal positions, 0 to the width.
     *
     * @param points in the order of time
     * @param width in which all fit at the least distance
     */
    static List<Double> positions(List<Course.Point> points, double width) {
        int last = points.size() - 1;
        List<Double> positions = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            positions.add(width * (last == 0 ? 1 : fraction(points, i).orElse((double) i / last)));
        }
        for (int i = 1; i <= last; i++) {
            positions.set(i, Math.max(positions.get(i), positions.get(i - 1) + LEAST_DISTANCE));
        }
        double limit = width;
        for (int i = last; i >= 0; i--) {
            positions.set(i, Math.min(positions.get(i), limit));
            limit = positions.get(i) - LEAST_DISTANCE;
        }
        return positions;
    }

    /** The fraction of the whole time that has passed; empty without all times. */
    private static Optional<Double> fraction(List<Course.Point> points, int i) {
        if (points.stream().anyMatch(point -> point.takenAt().isEmpty())) {
            return Optional.empty();
        }
        LocalDateTime first = points.get(0).takenAt().orElseThrow();
        double whole =
                Duration.between(first, points.get(points.size() - 1).takenAt().orElseThrow())
                        .toMinutes();
        double part = Duration.between(first, points.get(i).takenAt().orElseThrow()).toMinutes();
        return whole <= 0 ? Optional.empty() : Optional.of(part / whole);
    }
}
