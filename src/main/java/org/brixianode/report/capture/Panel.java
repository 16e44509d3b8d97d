package org.brixianode.report.capture;

import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.brixianode.report.module.Comparison;
import org.brixianode.report.module.EarlierWords;
import org.brixianode.report.module.Finding;
import org.brixianode.report.module.Texts;
import org.brixianode.report.module.Wording;
import org.brixianode.study.HeldOutError;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.ScoreInterval;
import org.brixianode.study.Zone;

/** The panel beside the image, from top to bottom; remarks use the remaining space. */
final class Panel {

    private static final double TREND_TOP = 202;
    private static final double TREND_BOTTOM = 270;
    private static final double FOOTER_TOP = 930;
    private static final double FOOTER_STEP = 21;
    private static final double LINE_STEP = 22;
    private static final int DIGEST_SHOWN = 8;
    private static final int LARGEST = 26;
    private static final int SMALLEST = 16;
    private static final double LEAST_GAP = 14;

    private final PanelArea panel;
    private final Pen pen;
    private final Finding finding;
    private final Set<Zone> assessable;

    /**
     * @param assessable the zones with enough lung area
     */
    Panel(PictureLayout layout, Pen pen, Finding finding, Set<Zone> assessable) {
        this.panel = new PanelArea(layout, pen);
        this.pen = pen;
        this.finding = finding;
        this.assessable = Set.copyOf(assessable);
    }

    void draw(ColourRamp ramp) {
        head();
        total();
        trend();
        double y = new ZoneTable(panel, finding, assessable).draw(TREND_BOTTOM);
        y = new Legend(panel, finding.sheet().heatKind(), ramp).draw(y);
        remarks(y);
        footer();
    }

    private void head() {
        panel.text("Brixia score", 0, 44, Pen.Style.bold(34, Pen.TEXT));
        Rectangle2D frame = panel.box(0, 56, PanelArea.WIDTH, 60);
        pen.stroke(pen.round(frame, 6), Pen.CAUTION, 2);
        Pen.Style style = Pen.Style.bold(22, Pen.CAUTION);
        panel.centred("Research use only", PanelArea.WIDTH / 2, 81, style);
        panel.centred("Not for diagnosis", PanelArea.WIDTH / 2, 107, style);
    }

    private void total() {
        String global = Integer.toString(finding.sheet().global());
        double width = panel.text(global, 0, 190, Pen.Style.bold(82, Pen.TEXT));
        width += 14;
        width += panel.text("/ " + Wording.MAX_GLOBAL, width, 190, Pen.Style.regular(36, Pen.DIM));
        String expected = Texts.decimal(finding.sheet().expectedGlobal());
        Optional<ScoreInterval> interval = finding.sheet().interval();
        Pen.Style small = Pen.Style.regular(Pen.SMALL, Pen.DIM);
        String value = interval.map(Wording::interval).orElse(expected);
        panel.right(
                interval.isPresent() ? "expected " + expected : "expected",
                PanelArea.WIDTH,
                162,
                small);
        panel.right(value, PanelArea.WIDTH, 190, beside(width, value));
    }

    /** The largest style in which a text at the right edge keeps off what is on its left. */
    private Pen.Style beside(double left, String text) {
        Pen.Style style = Pen.Style.regular(LARGEST, Pen.TEXT);
        for (int size = LARGEST; size >= SMALLEST; size--) {
            style = Pen.Style.regular(size, Pen.TEXT);
            if (left + LEAST_GAP + panel.width(text, style) <= PanelArea.WIDTH) {
                return style;
            }
        }
        return style;
    }

    private void trend() {
        panel.rule(TREND_TOP);
        Comparison.of(finding)
                .ifPresentOrElse(
                        this::trend,
                        () ->
                                panel.fitted(
                                        EarlierWords.brief(finding.earlier()),
                                        TREND_TOP + 36,
                                        Pen.Style.regular(Pen.SMALL, Pen.DIM)));
        panel.rule(TREND_BOTTOM);
    }

    /** The change in a neutral colour, since its interpretation is left to the radiologist. */
    private void trend(Comparison change) {
        double left = 0;
        if (change.difference() != 0) {
            Rectangle2D box = panel.box(0, TREND_TOP + 12, 24, 21);
            pen.triangle(box, change.difference() > 0, Pen.TEXT);
            left = 36;
        }
        double width =
                panel.text(amount(change), left, TREND_TOP + 33, Pen.Style.bold(28, Pen.TEXT));
        panel.text(
                (change.redistributed() ? "total " : "from ")
                        + change.priorGlobal()
                        + " / "
                        + Wording.MAX_GLOBAL,
                left + width + 12,
                TREND_TOP + 33,
                Pen.Style.regular(22, Pen.TEXT));
        String when =
                (change.sameStudy() ? "in this study, " : "on ")
                        + change.priorTime()
                        + (change.sameModel() ? "" : ", other model");
        panel.fitted(when, TREND_TOP + 58, Pen.Style.regular(Pen.SMALL, Pen.DIM));
    }

    /** An equal total of different zone scores is not called unchanged. */
    private static String amount(Comparison change) {
        if (change.redistributed()) {
            return "zones changed";
        }
        if (change.difference() == 0 && change.total().isChanged()) {
            double mean = change.total().expected().orElseThrow();
            return "mean " + Texts.signed(mean).replace('-', Typeface.MINUS);
        }
        return change.difference() == 0 ? "unchanged" : signed(change.difference());
    }

    private static String signed(int difference) {
        return Texts.signed(difference).replace('-', Typeface.MINUS);
    }

    /** The most important remarks come first: corrections of the image, uncertain zones. */
    private void remarks(double top) {
        panel.rule(top);
        Pen.Style style = Pen.Style.regular(Pen.SMALL, Pen.TEXT);
        List<String> remarks = finding.remarks();
        if (remarks.isEmpty()) {
            panel.text("No remarks", 0, top + 25, Pen.Style.regular(Pen.SMALL, Pen.DIM));
        }
        int room = (int) ((FOOTER_TOP - top - 8) / LINE_STEP);
        List<String> lines =
                RemarkLines.of(remarks, room, line -> panel.width(line, style) <= PanelArea.WIDTH);
        for (int i = 0; i < lines.size(); i++) {
            panel.fitted(lines.get(i), top + 25 + i * LINE_STEP, style);
        }
    }

    /** Short, since it is beside the picture; the report has the whole sentence. */
    private static String error(HeldOutError error) {
        return "Mean error: %s a zone, %s global"
                .formatted(Texts.decimal(error.zone()), Texts.decimal(error.global()));
    }

    private void footer() {
        panel.rule(FOOTER_TOP);
        ModelIdentity model = finding.sheet().model();
        String digest = model.digest();
        String taken =
                finding.acquisition()
                        .takenAt()
                        .map(finding.time()::imageTime)
                        .orElse("time not known");
        List<String> lines =
                List.of(
                        "Image " + taken,
                        "Scored " + finding.time().text(),
                        "Model %s (%s)"
                                .formatted(
                                        Texts.line(model.toString()),
                                        digest.substring(
                                                0, Math.min(DIGEST_SHOWN, digest.length()))),
                        finding.sheet()
                                .rule()
                                .error()
                                .map(Panel::error)
                                .orElse("Error of the model not known"));
        Pen.Style style = Pen.Style.regular(Pen.SMALL, Pen.DIM);
        for (int i = 0; i < lines.size(); i++) {
            panel.fitted(lines.get(i), FOOTER_TOP + 22 + i * FOOTER_STEP, style);
        }
    }
}
