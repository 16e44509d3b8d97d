package org.brixianode.report.capture;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import org.brixianode.study.HeatKind;
import org.brixianode.study.ZoneScore;

/** The legend: meaning of the grades and their colours, of the heatmap, and of the hatching. */
final class Legend {

    private static final double BAR_HEIGHT = 20;
    private static final double GRADE_STEP = 24;
    private static final double SWATCH = 28;

    /** Distance of two lines of one grade. */
    private static final double LINE_STEP = 20;

    private static final double WORDS_LEFT = SWATCH + 32;

    /** Left end of the second grade of a row. */
    private static final double SECOND_LEFT = 226;

    private final PanelArea panel;
    private final HeatKind kind;
    private final ColourRamp ramp;
    private final Pen.Style plain = Pen.Style.regular(Pen.SMALL, Pen.TEXT);
    private final Pen.Style dim = Pen.Style.regular(Pen.SMALL, Pen.DIM);

    Legend(PanelArea panel, HeatKind kind, ColourRamp ramp) {
        this.panel = panel;
        this.kind = kind;
        this.ramp = ramp;
    }

    /**
     * @return the height at which it ends
     */
    double draw(double top) {
        panel.rule(top);
        double map = grades(top + 10) + 4;
        panel.rule(map);
        panel.text(title(), 0, map + 24, dim);
        paintBar(panel.box(0, map + 32, PanelArea.WIDTH, BAR_HEIGHT));
        marks(map + 32 + BAR_HEIGHT + 20);
        return notAssessed(map + 32 + BAR_HEIGHT + 28);
    }

    /** What each grade means (Signoroni et al. 2021, section 3). */
    private double grades(double top) {
        grade(0, 0, top, "no abnormality");
        grade(1, SECOND_LEFT, top, "interstitial");
        double second = top + GRADE_STEP;
        grade(2, 0, second, "interstitial and alveolar,", "interstitial dominant");
        double third = second + GRADE_STEP + LINE_STEP;
        grade(3, 0, third, "interstitial and alveolar,", "alveolar dominant");
        return third + GRADE_STEP + LINE_STEP;
    }

    private void grade(int grade, double left, double top, String... lines) {
        Rectangle2D chip = panel.box(left, top + 1, SWATCH, GRADE_STEP - 5);
        panel.pen().box(chip, 3, ColourRamp.ofScore(grade));
        panel.text(Integer.toString(grade), left + SWATCH + 10, top + 17, plain);
        for (int i = 0; i < lines.length; i++) {
            panel.text(lines[i], left + WORDS_LEFT, top + 17 + i * LINE_STEP, plain);
        }
    }

    private String title() {
        return switch (kind) {
            case ACTIVATION -> "Map: local severity, as a grade";
            case SUPER_PIXELS -> "Map: contribution to the zone's score";
        };
    }

    private void marks(double baseline) {
        if (kind == HeatKind.SUPER_PIXELS) {
            panel.text("none", 0, baseline, plain);
            panel.centred("not a grade", PanelArea.WIDTH / 2, baseline, dim);
            panel.right("largest", PanelArea.WIDTH, baseline, plain);
            return;
        }
        int last = ZoneScore.GRADES - 1;
        for (int grade = 0; grade <= last; grade++) {
            double inset = grade == 0 ? 8 : grade == last ? -8 : 0;
            double x = PanelArea.WIDTH * grade / last + inset;
            panel.centred(Integer.toString(grade), x, baseline, plain);
        }
    }

    /** The colours over dark and over bright lung. */
    private void paintBar(Rectangle2D bar) {
        int steps = (int) bar.getWidth();
        for (int i = 0; i < steps; i++) {
            double value = (ZoneScore.GRADES - 1) * (i + .5) / steps;
            double x = bar.getX() + i;
            double half = bar.getHeight() / 2;
            panel.pen()
                    .fill(
                            new Rectangle2D.Double(x, bar.getY(), 1.5, half),
                            new Color(ramp.blend(70, value)));
            panel.pen()
                    .fill(
                            new Rectangle2D.Double(x, bar.getY() + half, 1.5, half),
                            new Color(ramp.blend(150, value)));
        }
    }

    private double notAssessed(double top) {
        Rectangle2D swatch = panel.box(0, top, SWATCH, 20);
        panel.pen().fill(swatch, new Color(0x50565E));
        panel.pen().hatch(swatch, swatch);
        panel.text("lung not assessed: no value", SWATCH + 10, top + 17, plain);
        return top + 30;
    }
}
