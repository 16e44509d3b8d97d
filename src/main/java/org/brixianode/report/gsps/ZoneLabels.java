package org.brixianode.report.gsps;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.brixianode.report.module.ZoneTargets;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneFrame;
import org.brixianode.study.ZoneScore;

/**
 * The scores at the sides of the image, each with a leader line into its zone's lung, except for
 * zones that are not assessable.
 */
final class ZoneLabels {

    private static final double HEIGHT = .07;
    private static final double GAP = .015;
    private static final double TOP = .04;
    private static final double BOTTOM = .8;
    private static final double MARGIN = .015;
    private static final double WIDTH = .15;

    /** Radius of the end of a leader in units of the image's smaller side. */
    private static final double DOT = .004;

    private final ScoreSheet sheet;
    private final Map<Zone, ZoneTargets.Target> targets;
    private final ZoneFrame frame;
    private final Display display;

    ZoneLabels(ScoreSheet sheet, Map<Zone, ZoneTargets.Target> targets, Display display) {
        this.sheet = sheet;
        this.targets = targets;
        this.frame = new ZoneFrame(sheet.alignment());
        this.display = display;
    }

    void draw(Layer layer) {
        for (Zone.Side side : Zone.Side.values()) {
            double lowest = TOP;
            for (Zone zone : Zone.at(0, side.ordinal()).lung()) {
                double highest = BOTTOM - (2 - zone.row()) * (HEIGHT + GAP) - HEIGHT;
                double top = Math.min(Math.max(wanted(zone) - HEIGHT / 2, lowest), highest);
                draw(zone, top, layer);
                lowest = top + HEIGHT + GAP;
            }
        }
    }

    /** The height of a zone's target, or of the middle of a zone without. */
    private double wanted(Zone zone) {
        double frameX = (zone.column() + .5) / Zone.Side.values().length;
        double frameY = (zone.row() + .5) / Zone.Level.values().length;
        return Optional.ofNullable(targets.get(zone))
                .map(target -> target.v())
                .orElseGet(() -> frame.imageY(frameX, frameY));
    }

    private void draw(Zone zone, double top, Layer layer) {
        boolean right = zone.side() == Zone.Side.RIGHT;
        double left = right ? MARGIN : 1 - MARGIN - WIDTH;
        Layer.Box box = new Layer.Box(left, top, left + WIDTH, top + HEIGHT);
        layer.text(lines(zone), box, right ? "LEFT" : "RIGHT");
        ZoneTargets.Target target = targets.get(zone);
        if (target != null) {
            layer.polyline(
                    List.of(
                            new double[] {right ? box.right() : box.left(), box.middle()},
                            new double[] {target.u(), target.v()}));
            double radius = DOT * Math.min(display.width(), display.height());
            layer.dot(target.u(), target.v(), radius);
        }
    }

    private List<String> lines(Zone zone) {
        ZoneScore score = Objects.requireNonNull(sheet.zones().get(zone));
        boolean assessable = !sheet.notAssessable().contains(zone);
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s %s%s"
                        .formatted(
                                zone,
                                assessable ? "" + score.score() : "(" + score.score() + ")",
                                score.isMostProbable() ? "" : " *"));
        if (!assessable) {
            lines.add("not assessable");
        } else if (sheet.rule().isUncertain(score)) {
            lines.add("uncertain");
        }
        return lines;
    }
}
