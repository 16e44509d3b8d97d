package org.brixianode.report.capture;

import java.awt.Color;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;
import org.brixianode.report.module.Comparison;
import org.brixianode.report.module.EarlierWords;
import org.brixianode.report.module.Finding;
import org.brixianode.report.module.Texts;
import org.brixianode.report.module.Wording;
import org.brixianode.study.HeatKind;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** The panel beside the image; all positions in units from its top left. */
final class Panel {

    private static final double MARGIN = 24;
    private static final double WIDTH = 392;
    private static final double COLUMN = 202;
    private static final double TREND_TOP = 232;
    private static final double TREND_BOTTOM = 304;
    private static final double TABLE_TOP = 312;
    private static final double TABLE_STEP = 84;
    private static final double CHIP = 72;
    private static final double LEGEND_TOP = 596;
    private static final double BAR_HEIGHT = 22;
    private static final double REMARKS_TOP = 792;
    private static final int REMARK_LINES = 5;
    private static final double FOOTER_TOP = 916;
    private static final double LINE_STEP = 23;
    private static final int DIGEST_SHOWN = 16;
    private static final List<String> GRADES =
            List.of(
                    "0  no abnormality",
                    "1  interstitial",
                    "2  interstitial over alveolar",
                    "3  alveolar over interstitial");

    private final PictureLayout layout;
    private final Pen pen;
    private final Finding finding;

    Panel(PictureLayout layout, Pen pen, Finding finding) {
        this.layout = layout;
        this.pen = pen;
        this.finding = finding;
    }

    void draw(ColourRamp ramp) {
        head();
        total();
        trend();
        table();
        legend(ramp);
        remarks();
        footer();
    }

    private double x(double units) {
        return layout.panelX() + (MARGIN + units) * layout.unit();
    }

    private double y(double units) {
        return units * layout.unit();
    }

    private Rectangle2D box(double x, double y, double width, double height) {
        return new Rectangle2D.Double(x(x), y(y), width * layout.unit(), height * layout.unit());
    }

    private double text(String text, double x, double baseline, Pen.Style style) {
        return pen.text(text, x(x), y(baseline), Pen.Anchor.LEFT, style) / layout.unit();
    }

    private void right(String text, double x, double baseline, Pen.Style style) {
        pen.text(text, x(x), y(baseline), Pen.Anchor.RIGHT, style);
    }

    private void rule(double y) {
        pen.stroke(new Line2D.Double(x(0), y(y), x(WIDTH), y(y)), Pen.LINE, 1.5);
    }

    private void head() {
        text("Brixia score", 0, 50, Pen.Style.bold(36, Pen.TEXT));
        Rectangle2D frame = box(0, 66, WIDTH, 66);
        pen.stroke(pen.round(frame, 6), Pen.CAUTION, 2);
        pen.text(
                "Research use only",
                frame.getCenterX(),
                y(93),
                Pen.Anchor.CENTRE,
                Pen.Style.bold(22, Pen.CAUTION));
        pen.text(
                "Not for diagnosis",
                frame.getCenterX(),
                y(121),
                Pen.Anchor.CENTRE,
                Pen.Style.bold(22, Pen.CAUTION));
    }

    private void total() {
        String global = Integer.toString(finding.sheet().global());
        double width = text(global, 0, 216, Pen.Style.bold(92, Pen.TEXT));
        text("/ " + Wording.MAX_GLOBAL, width + 14, 216, Pen.Style.regular(38, Pen.DIM));
        right("expected", WIDTH, 188, Pen.Style.regular(Pen.SMALL, Pen.DIM));
        right(
                Texts.decimal(finding.sheet().expectedGlobal()),
                WIDTH,
                216,
                Pen.Style.regular(26, Pen.TEXT));
    }

    private void trend() {
        rule(TREND_TOP);
        Comparison.of(finding)
                .ifPresentOrElse(
                        this::trend,
                        () ->
                                pen.fitted(
                                        EarlierWords.brief(finding.earlier()),
                                        x(0),
                                        y(TREND_TOP + 36),
                                        WIDTH * layout.unit(),
                                        Pen.Style.regular(Pen.SMALL, Pen.DIM)));
        rule(TREND_BOTTOM);
    }

    /** The change in a neutral colour: what it means is for the reader to say. */
    private void trend(Comparison change) {
        double left = 0;
        if (change.difference() != 0) {
            pen.triangle(box(0, TREND_TOP + 14, 24, 21), change.difference() > 0, Pen.TEXT);
            left = 36;
        }
        String amount = change.difference() == 0 ? "unchanged" : signed(change.difference());
        double width = text(amount, left, TREND_TOP + 35, Pen.Style.bold(28, Pen.TEXT));
        text(
                "from " + change.priorGlobal() + " / " + Wording.MAX_GLOBAL,
                left + width + 12,
                TREND_TOP + 35,
                Pen.Style.regular(22, Pen.TEXT));
        String when = "on " + change.priorTime() + (change.sameModel() ? "" : ", other model");
        pen.fitted(
                when,
                x(0),
                y(TREND_TOP + 62),
                WIDTH * layout.unit(),
                Pen.Style.regular(Pen.SMALL, Pen.DIM));
    }

    private static String signed(int difference) {
        return Texts.signed(difference).replace('-', Typeface.MINUS);
    }

    private void table() {
        text("R  right lung", 0, TABLE_TOP + 20, Pen.Style.bold(Pen.SMALL, Pen.DIM));
        text("L  left lung", COLUMN, TABLE_TOP + 20, Pen.Style.bold(Pen.SMALL, Pen.DIM));
        for (ZoneScore score : finding.sheet().zones().values()) {
            Zone zone = score.zone();
            cell(score, zone.column() * COLUMN, TABLE_TOP + 32 + zone.row() * TABLE_STEP);
        }
    }

    private void cell(ZoneScore score, double x, double y) {
        Color ink = ColourRamp.inkOn(score.score());
        pen.box(box(x, y + 4, CHIP, CHIP), 8, ColourRamp.ofScore(score.score()));
        text(score.zone().name(), x + 8, y + 26, Pen.Style.bold(Pen.SMALL, ink));
        Pen.Style big = Pen.Style.bold(46, ink);
        pen.text(
                Integer.toString(score.score()),
                x(x + CHIP / 2 + 6),
                pen.baselineForMiddle(y(y + CHIP / 2 + 12), big),
                Pen.Anchor.CENTRE,
                big);
        double textX = x + CHIP + 12;
        Pen.Style small = Pen.Style.regular(Pen.SMALL, Pen.TEXT);
        Pen.Style dim = Pen.Style.regular(Pen.SMALL, Pen.DIM);
        text("exp. " + Texts.decimal(score.expected()), textX, y + 22, small);
        text("prob. " + Texts.decimal(score.confidence()), textX, y + 48, dim);
        prior(score.zone()).ifPresent(p -> text("prior " + p, textX, y + 74, dim));
    }

    private Optional<Integer> prior(Zone zone) {
        return finding.prior().flatMap(p -> Optional.ofNullable(p.zones().get(zone)));
    }

    private void legend(ColourRamp ramp) {
        rule(LEGEND_TOP);
        text(
                title(finding.sheet().heatKind()),
                0,
                LEGEND_TOP + 26,
                Pen.Style.regular(Pen.SMALL, Pen.DIM));
        paintBar(ramp, box(0, LEGEND_TOP + 36, WIDTH, BAR_HEIGHT));
        Pen.Style style = Pen.Style.regular(Pen.SMALL, Pen.TEXT);
        for (int grade = 0; grade < GRADES.size(); grade++) {
            double inset = grade == 0 ? 8 : grade == GRADES.size() - 1 ? -8 : 0;
            pen.text(
                    Integer.toString(grade),
                    x(WIDTH * grade / (GRADES.size() - 1) + inset),
                    y(LEGEND_TOP + 80),
                    Pen.Anchor.CENTRE,
                    style);
            text(GRADES.get(grade), 0, LEGEND_TOP + 109 + grade * 25, style);
        }
    }

    private static String title(HeatKind kind) {
        return switch (kind) {
            case ACTIVATION -> "Local severity in the lungs";
            case SUPER_PIXELS -> "What raised the score (super-pixels)";
        };
    }

    /** The colours as they look over dark and over bright lung. */
    private void paintBar(ColourRamp ramp, Rectangle2D bar) {
        int steps = (int) bar.getWidth();
        for (int i = 0; i < steps; i++) {
            double severity = (ZoneScore.GRADES - 1) * (i + .5) / steps;
            double x = bar.getX() + i;
            double half = bar.getHeight() / 2;
            pen.fill(
                    new Rectangle2D.Double(x, bar.getY(), 1.5, half),
                    new Color(ramp.blend(70, severity, 1)));
            pen.fill(
                    new Rectangle2D.Double(x, bar.getY() + half, 1.5, half),
                    new Color(ramp.blend(150, severity, 1)));
        }
    }

    /** Those that come first matter most: what was done to the image, which zones are unsure. */
    private void remarks() {
        rule(REMARKS_TOP);
        Pen.Style style = Pen.Style.regular(Pen.SMALL, Pen.TEXT);
        double width = WIDTH * layout.unit();
        List<String> remarks = finding.remarks();
        if (remarks.isEmpty()) {
            text("No remarks", 0, REMARKS_TOP + 25, Pen.Style.regular(Pen.SMALL, Pen.DIM));
        }
        List<String> lines =
                RemarkLines.of(remarks, REMARK_LINES, line -> pen.width(line, style) <= width);
        for (int i = 0; i < lines.size(); i++) {
            pen.fitted(lines.get(i), x(0), y(REMARKS_TOP + 25 + i * LINE_STEP), width, style);
        }
    }

    private void footer() {
        rule(FOOTER_TOP);
        ModelIdentity model = finding.sheet().model();
        String digest = model.digest();
        String taken =
                finding.acquisition().takenAt().map(Comparison::format).orElse("time not known");
        List<String> lines =
                List.of(
                        "Image " + taken,
                        "Scored " + finding.time().text() + " " + finding.time().offset(),
                        "Model " + Texts.line(model.toString()),
                        "SHA-256 " + digest.substring(0, Math.min(DIGEST_SHOWN, digest.length())));
        for (int i = 0; i < lines.size(); i++) {
            pen.fitted(
                    lines.get(i),
                    x(0),
                    y(FOOTER_TOP + 25 + i * LINE_STEP),
                    WIDTH * layout.unit(),
                    Pen.Style.regular(Pen.SMALL, Pen.DIM));
        }
    }
}
