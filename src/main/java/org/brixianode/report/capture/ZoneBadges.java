package org.brixianode.report.capture;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.EnumMap;
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
 * Draws the six scores in the gutters beside the image, each with a leader line into its zone's
 * lung, except for zones that are not assessable.
 */
final class ZoneBadges {

    private static final double SIZE = 76;
    private static final double GAP = 12;
    private static final double SIDE_MARK_BOTTOM = 84;
    private static final double SIDE_MARK_SIZE = 48;
    private static final Color LEADER = new Color(255, 255, 255, 200);
    private static final Color HALO = new Color(0, 0, 0, 120);

    private final PictureLayout layout;
    private final ScoreSheet sheet;
    private final ZoneFrame frame;
    private final Map<Zone, ZoneTargets.Target> targets;

    ZoneBadges(PictureLayout layout, ScoreSheet sheet, Map<Zone, ZoneTargets.Target> targets) {
        this.layout = layout;
        this.sheet = sheet;
        this.frame = new ZoneFrame(sheet.alignment());
        this.targets = new EnumMap<>(targets);
    }

    void draw(Pen pen) {
        for (Zone.Side side : Zone.Side.values()) {
            drawSideMark(pen, side);
            List<Double> middles = middles(side);
            for (Zone.Level level : Zone.Level.values()) {
                Zone zone = Zone.at(level.ordinal(), side.ordinal());
                drawLeader(pen, zone, middles.get(level.ordinal()));
                drawBadge(
                        pen,
                        Objects.requireNonNull(sheet.zones().get(zone)),
                        middles.get(level.ordinal()));
            }
        }
    }

    /** Middle of a gutter. */
    private double x(Zone.Side side) {
        double half = layout.gutterPx() / 2.0;
        return side == Zone.Side.RIGHT ? half : layout.image().getMaxX() + half;
    }

    private void drawSideMark(Pen pen, Zone.Side side) {
        pen.text(
                side == Zone.Side.RIGHT ? "R" : "L",
                x(side),
                66 * layout.unit(),
                Pen.Anchor.CENTRE,
                Pen.Style.bold(SIDE_MARK_SIZE, Pen.TEXT));
    }

    /** Heights of the three badges of a side: near their zones without overlap. */
    private List<Double> middles(Zone.Side side) {
        double unit = layout.unit();
        double half = SIZE / 2 * unit;
        double step = (SIZE + GAP) * unit;
        double top = SIDE_MARK_BOTTOM * unit + half;
        double bottom = layout.heightPx() - GAP * unit - half;
        List<Double> middles = new ArrayList<>();
        for (Zone.Level level : Zone.Level.values()) {
            int row = level.ordinal();
            double wanted = wantedY(Zone.at(row, side.ordinal()));
            double lowest = row == 0 ? top : middles.get(row - 1) + step;
            double highest = bottom - (Zone.Level.values().length - 1 - row) * step;
            middles.add(Math.min(Math.max(wanted, lowest), highest));
        }
        return middles;
    }

    private double wantedY(Zone zone) {
        double frameX = (zone.column() + .5) / Zone.Side.values().length;
        double frameY = (zone.row() + .5) / Zone.Level.values().length;
        double usual = frame.imageY(frameX, frameY);
        return layout.y(Optional.ofNullable(targets.get(zone)).map(t -> t.v()).orElse(usual));
    }

    private void drawLeader(Pen pen, Zone zone, double badgeY) {
        ZoneTargets.Target target = targets.get(zone);
        if (target == null) {
            return;
        }
        double reach = SIZE / 2 * layout.unit();
        double start = x(zone.side()) + (zone.side() == Zone.Side.RIGHT ? reach : -reach);
        double endX = layout.x(target.u());
        double endY = layout.y(target.v());
        Line2D line = new Line2D.Double(start, badgeY, endX, endY);
        double dot = 4 * layout.unit();
        Ellipse2D end = new Ellipse2D.Double(endX - dot, endY - dot, 2 * dot, 2 * dot);
        pen.stroke(line, HALO, 3.6);
        pen.stroke(line, LEADER, 1.4);
        pen.stroke(end, HALO, 2);
        pen.fill(end, Color.WHITE);
    }

    private void drawBadge(Pen pen, ZoneScore score, double middle) {
        double side = SIZE * layout.unit();
        double x = x(score.zone().side()) - side / 2;
        Rectangle2D box = new Rectangle2D.Double(x, middle - side / 2, side, side);
        ScoreChip.draw(pen, box, score, !sheet.notAssessable().contains(score.zone()));
        if (!score.isMostProbable()) {
            Color ink =
                    !sheet.notAssessable().contains(score.zone())
                            ? ColourRamp.inkOn(score.score())
                            : Pen.DIM;
            pen.text(
                    "*",
                    box.getMaxX() - 7 * layout.unit(),
                    box.getY() + 26 * layout.unit(),
                    Pen.Anchor.RIGHT,
                    Pen.Style.bold(26, ink));
        }
    }
}
