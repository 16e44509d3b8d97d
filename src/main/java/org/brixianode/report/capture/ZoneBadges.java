package org.brixianode.report.capture;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** The six scores in the gutters beside the image, each with a leader to its zone. */
final class ZoneBadges {

    private static final double SIZE = 76;
    private static final double GAP = 12;
    private static final double SIDE_MARK_BOTTOM = 84;
    private static final double SIDE_MARK_SIZE = 48;
    private static final double CORNER = 8;
    private static final Color LEADER = new Color(255, 255, 255, 200);
    private static final Color HALO = new Color(0, 0, 0, 120);

    private final PictureLayout layout;
    private final ScoreSheet sheet;
    private final Map<Zone, ZoneMap.Target> targets;

    ZoneBadges(PictureLayout layout, ScoreSheet sheet, Map<Zone, ZoneMap.Target> targets) {
        this.layout = layout;
        this.sheet = sheet;
        this.targets = new EnumMap<>(targets);
    }

    void draw(Pen pen) {
        for (Zone.Side side : Zone.Side.values()) {
            drawSideMark(pen, side);
            List<Double> middles = middles(side);
            for (Zone.Level level : Zone.Level.values()) {
                Zone zone = Zone.at(level.ordinal(), side.ordinal());
                drawLeader(pen, zone, middles.get(level.ordinal()));
                drawBadge(pen, sheet.zones().get(zone), middles.get(level.ordinal()));
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

    /** Heights of the three badges of a side: by their zones, but never over each other. */
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
        double evenly = (zone.row() + .5) / Zone.Level.values().length;
        return layout.y(Optional.ofNullable(targets.get(zone)).map(t -> t.v()).orElse(evenly));
    }

    private void drawLeader(Pen pen, Zone zone, double badgeY) {
        ZoneMap.Target target = targets.get(zone);
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
        double unit = layout.unit();
        double side = SIZE * unit;
        double x = x(score.zone().side());
        Rectangle2D box = new Rectangle2D.Double(x - side / 2, middle - side / 2, side, side);
        pen.box(box, CORNER, ColourRamp.ofScore(score.score()));
        Color ink = ColourRamp.inkOn(score.score());
        pen.text(
                score.zone().name(),
                x - side / 2 + 8 * unit,
                middle - side / 2 + 23 * unit,
                Pen.Anchor.LEFT,
                Pen.Style.bold(Pen.SMALL, ink));
        Pen.Style big = Pen.Style.bold(50, ink);
        pen.text(
                Integer.toString(score.score()),
                x + 6 * unit,
                pen.baselineForMiddle(middle + 8 * unit, big),
                Pen.Anchor.CENTRE,
                big);
    }
}
