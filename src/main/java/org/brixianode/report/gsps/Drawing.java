package org.brixianode.report.gsps;

import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.brixianode.report.module.Contour;
import org.brixianode.report.module.Field;
import org.brixianode.report.module.Loops;
import org.brixianode.report.module.LungArea;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.Wording;
import org.brixianode.report.module.ZoneMap;
import org.brixianode.report.module.ZoneTargets;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;

/** What a presentation state draws, in coordinates of the upright image from 0 to 1. */
final class Drawing {

    private static final float HALF = .5f;

    /** Points of a line at which it is tested whether it is inside. */
    private static final int SAMPLES = 1000;

    /** Lines of the hatching across the image and down its side. */
    private static final int HATCHES = 160;

    /** Points of an outline that are nearer to each other are not all kept. */
    private static final double LEAST_STEP = .0015;

    /** Where a point is inside. */
    private interface Inside {
        boolean test(double u, double v);
    }

    /** The layers that are not empty, in the order of drawing. */
    static List<Layer> layers(Result result, Display display) {
        ScoreSheet sheet = result.sheet();
        LungArea area = LungArea.of(sheet);
        Layer hatching = hatching(area, display);
        Map<Zone, ZoneTargets.Target> targets = ZoneTargets.of(area, sheet);
        Layer scores = new Layer("BRIXIA_SCORES", "Brixia score of each zone", display);
        new ZoneLabels(sheet, targets, display).draw(scores);
        return Stream.of(
                        outlines(area, display),
                        hatching,
                        scores,
                        notice(result, !hatching.isEmpty(), display))
                .filter(layer -> !layer.isEmpty())
                .toList();
    }

    private static Layer outlines(LungArea area, Display display) {
        Layer layer = new Layer("BRIXIA_ZONES", "Outlines of the lungs, zone borders", display);
        Path2D outline = Contour.of(area.lungs(), LungArea.LUNG, LungArea.LEAST_PIECE);
        closed(outline, layer);
        for (Line2D border : new ZoneMap(area.frame()).borders()) {
            inside(border, outline::contains, layer);
        }
        return layer;
    }

    private static Layer hatching(LungArea area, Display display) {
        Layer layer = new Layer("NOT_ASSESSED", "Hatching of lung that is not assessed", display);
        Field unassessed = area.unassessed();
        for (int i = 0; i < HATCHES; i++) {
            double sum = 2 * (i + .5) / HATCHES;
            inside(
                    new Line2D.Double(sum, 0, sum - 1, 1),
                    (u, v) -> isWithin(u) && unassessed.at(u, v) >= HALF,
                    layer);
        }
        return layer;
    }

    private static boolean isWithin(double u) {
        return u >= 0 && u <= 1;
    }

    private static Layer notice(Result result, boolean hatched, Display display) {
        Layer layer = new Layer("BRIXIA_NOTICE", "Intended use, total, model", display);
        ScoreSheet sheet = result.sheet();
        List<String> lines = new ArrayList<>();
        lines.add(Wording.TITLE + ": " + Wording.globalWithInterval(sheet));
        lines.add(Result.RESEARCH_USE);
        lines.add("Model " + sheet.model());
        lines.addAll(grades());
        if (!sheet.notMostProbable().isEmpty()) {
            lines.add("* another grade is more probable");
        }
        if (hatched) {
            lines.add("Hatched: not assessed");
        }
        if (!result.finding().remarks().isEmpty()) {
            lines.add("With remarks: see the report");
        }
        layer.text(lines, new Layer.Box(.02, .98 - .03 * lines.size(), .98, .98), "LEFT");
        return layer;
    }

    /** Adds the closed lines of a path. */
    private static void closed(Path2D path, Layer layer) {
        for (List<Point2D> loop : Loops.of(path)) {
            List<double[]> points = new ArrayList<>();
            for (Point2D corner : Loops.thinned(loop, LEAST_STEP)) {
                points.add(new double[] {corner.getX(), corner.getY()});
            }
            points.add(points.get(0));
            layer.polyline(points);
        }
    }

    /** Adds those pieces of a line that are inside. */
    private static void inside(Line2D line, Inside test, Layer layer) {
        List<double[]> piece = new ArrayList<>();
        for (int i = 0; i <= SAMPLES; i++) {
            double part = i / (double) SAMPLES;
            double u = line.getX1() + part * (line.getX2() - line.getX1());
            double v = line.getY1() + part * (line.getY2() - line.getY1());
            if (test.test(u, v)) {
                piece.add(new double[] {u, v});
            } else {
                end(piece, layer);
            }
        }
        end(piece, layer);
    }

    private static void end(List<double[]> piece, Layer layer) {
        if (piece.size() > 1) {
            layer.polyline(List.of(piece.get(0), piece.get(piece.size() - 1)));
        }
        piece.clear();
    }

    /** Two lines, since viewers do not break them. */
    private static List<String> grades() {
        return List.of(
                "0 %s, 1 %s, 2 %s".formatted(Wording.grade(0), Wording.grade(1), Wording.grade(2)),
                "3 " + Wording.grade(3));
    }

    private Drawing() {}
}
