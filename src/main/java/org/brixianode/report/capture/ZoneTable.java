package org.brixianode.report.capture;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.Objects;
import org.brixianode.report.module.Finding;
import org.brixianode.report.module.Texts;
import org.brixianode.study.DecisionRule;
import org.brixianode.study.StoredResult;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/**
 * The table of the zones: score, probabilities of all four grades, expected score, prior score. The
 * chosen grade has a frame; a star marks that another grade is more probable. Scores of zones that
 * are not assessable are in parentheses.
 */
final class ZoneTable {

    private static final double SIDE = 26;
    private static final double CHIP_WIDTH = 58;
    private static final double ROW_HEIGHT = 30;
    private static final double ROW_STEP = 34;
    private static final double LUNG_GAP = 8;
    private static final double CELLS = SIDE + CHIP_WIDTH + 6;
    private static final double CELL_WIDTH = 47;
    private static final double CELL_STEP = 49;
    private static final double MEAN_RIGHT = 336;
    private static final double PERCENT = 100;

    /** Added to the background's red, green and blue at probability 1. */
    private static final double SHADE = 110;

    private final PanelArea panel;
    private final Finding finding;
    private final Pen.Style plain = Pen.Style.regular(Pen.SMALL, Pen.TEXT);
    private final Pen.Style dim = Pen.Style.regular(Pen.SMALL, Pen.DIM);

    /** Colour of a prior score that differs. */
    private final Pen.Style changed = Pen.Style.bold(Pen.SMALL + 2, Pen.TEXT);

    ZoneTable(PanelArea panel, Finding finding) {
        this.panel = panel;
        this.finding = finding;
    }

    /**
     * @return the height at which it ends
     */
    double draw(double top) {
        header(top);
        double y = top + 56;
        for (Zone.Side side : Zone.Side.values()) {
            double end = y + 2 * ROW_STEP + ROW_HEIGHT;
            String mark = side == Zone.Side.RIGHT ? "R" : "L";
            Pen.Style bold = Pen.Style.bold(22, Pen.DIM);
            panel.middle(mark, 0, (y + end) / 2, Pen.Anchor.LEFT, bold);
            panel.line(SIDE - 6, y, end);
            for (Zone.Level level : Zone.Level.values()) {
                Zone zone = Zone.at(level.ordinal(), side.ordinal());
                row(Objects.requireNonNull(finding.sheet().zones().get(zone)), y);
                y += ROW_STEP;
            }
            y += LUNG_GAP;
        }
        return rule(y + 14);
    }

    private void header(double top) {
        panel.text("Zone", 0, top + 22, dim);
        panel.text("Probability of grade, %", CELLS, top + 22, dim);
        for (int grade = 0; grade < ZoneScore.GRADES; grade++) {
            panel.centred(Integer.toString(grade), centre(grade), top + 47, dim);
        }
        panel.right("Mean", MEAN_RIGHT, top + 47, dim);
        if (finding.prior().isPresent()) {
            panel.right("Prior", PanelArea.WIDTH, top + 47, dim);
        }
    }

    private static double centre(int grade) {
        return CELLS + grade * CELL_STEP + CELL_WIDTH / 2;
    }

    private void row(ZoneScore score, double y) {
        ScoreChip.draw(
                panel.pen(),
                panel.box(SIDE, y, CHIP_WIDTH, ROW_HEIGHT),
                score,
                !finding.sheet().notAssessable().contains(score.zone()));
        double middle = y + ROW_HEIGHT / 2;
        for (int grade = 0; grade < ZoneScore.GRADES; grade++) {
            cell(score, grade, y, middle);
        }
        panel.middle(Texts.decimal(score.expected()), MEAN_RIGHT, middle, Pen.Anchor.RIGHT, plain);
        if (!score.isMostProbable()) {
            Pen.Style star = Pen.Style.bold(24, Pen.CAUTION);
            panel.middle("*", MEAN_RIGHT + 2, middle + 2, Pen.Anchor.LEFT, star);
        }
        finding.prior().ifPresent(earlier -> prior(score, earlier, middle));
    }

    /** In parentheses if the zone has too little lung in the earlier image. */
    private void prior(ZoneScore score, StoredResult earlier, double middle) {
        int before = Objects.requireNonNull(earlier.zones().get(score.zone()));
        boolean known = !earlier.notAssessable().contains(score.zone());
        panel.middle(
                known ? Integer.toString(before) : "(" + before + ")",
                PanelArea.WIDTH,
                middle,
                Pen.Anchor.RIGHT,
                known && before != score.score() ? changed : dim);
    }

    private void cell(ZoneScore score, int grade, double y, double middle) {
        double probability = score.probabilities().get(grade);
        double x = CELLS + grade * CELL_STEP;
        panel.pen().fill(panel.box(x, y, CELL_WIDTH, ROW_HEIGHT), shade(probability));
        if (grade == score.score()) {
            Rectangle2D frame = panel.box(x, y + 1, CELL_WIDTH, ROW_HEIGHT - 2);
            panel.pen().stroke(panel.pen().round(frame, 3), Pen.TEXT, 2);
        }
        boolean likely = grade == score.score() || grade == score.mostProbableScore();
        panel.middle(
                Long.toString(Math.round(PERCENT * probability)),
                centre(grade),
                middle,
                Pen.Anchor.CENTRE,
                likely ? plain : dim);
    }

    private static Color shade(double probability) {
        int more = (int) (SHADE * probability);
        Color ground = Pen.BACKGROUND;
        return new Color(ground.getRed() + more, ground.getGreen() + more, ground.getBlue() + more);
    }

    /** A short form; the report has the whole sentence. */
    static String rule(DecisionRule.Kind kind) {
        return switch (kind) {
            case MOST_PROBABLE -> "most probable grade.";
            case ROUNDED_MEAN -> "rounded mean.";
            case MEDIAN -> "median grade.";
        };
    }

    private double rule(double baseline) {
        panel.text("Score (framed) = " + rule(finding.sheet().rule().kind()), 0, baseline, dim);
        if (finding.sheet().zones().values().stream().allMatch(ZoneScore::isMostProbable)) {
            return baseline + 10;
        }
        Pen.Style caution = Pen.Style.regular(Pen.SMALL, Pen.CAUTION);
        panel.text("* another grade is more probable", 0, baseline + 25, caution);
        return baseline + 35;
    }
}
