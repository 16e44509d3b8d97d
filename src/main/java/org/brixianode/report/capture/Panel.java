package org.brixianode.report.capture;

import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;
import org.brixianode.report.module.Change;
import org.brixianode.report.module.Code;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Comparison;
import org.brixianode.report.module.EarlierWords;
import org.brixianode.report.module.Finding;
import org.brixianode.report.module.Texts;
import org.brixianode.report.module.Wording;
import org.brixianode.study.HeldOutError;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.ScoreInterval;

/** The panel beside the image, from top to bottom; remarks use the remaining space. */
final class Panel {

    private static final double TREND_TOP = 202;
    private static final double TREND_BOTTOM = 270;
    private static final double FOOTER_TOP = 930;
    private static final double FOOTER_STEP = 21;
    private static final double LINE_STEP = 22;
    private static final int LATE_LINES = 2;
    private static final int DIGEST_SHOWN = 8;

    private final PanelArea panel;
    private final Pen pen;
    private final Finding finding;

    Panel(PictureLayout layout, Pen pen, Finding finding) {
        this.panel = new PanelArea(layout, pen);
        this.pen = pen;
        this.finding = finding;
    }

    void draw(ColourRamp ramp) {
        head();
        total();
        double bottom = trend();
        double y = new ZoneTable(panel, finding).draw(bottom);
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
        panel.text("/ " + Wording.MAX_GLOBAL, width + 10, 190, Pen.Style.regular(28, Pen.DIM));
        String expected = Texts.decimal(finding.sheet().expectedGlobal());
        Optional<ScoreInterval> interval = finding.sheet().interval();
        Pen.Style small = Pen.Style.regular(Pen.SMALL, Pen.DIM);
        Pen.Style large = Pen.Style.regular(24, Pen.TEXT);
        boolean withheld = interval.isEmpty() && finding.sheet().rule().interval().isPresent();
        panel.right(
                interval.isPresent() || withheld ? "expected " + expected : "expected",
                PanelArea.WIDTH,
                162,
                small);
        panel.right(
                interval.map(Wording::interval).orElse(withheld ? "no interval" : expected),
                PanelArea.WIDTH,
                190,
                large);
    }

    /**
     * @return the lower end, further down where a comparison and missing radiographs are stated
     */
    private double trend() {
        panel.rule(TREND_TOP);
        Optional<Comparison> change = Comparison.of(finding);
        boolean late = finding.earlier().isIncomplete();
        boolean both = late && (change.isPresent() || finding.earlier().veto().isPresent());
        Pen.Style style = Pen.Style.regular(Pen.SMALL, Pen.DIM);
        if (change.isPresent()) {
            trend(change.get());
        } else if (both || !late) {
            panel.fitted(EarlierWords.brief(finding.earlier()), TREND_TOP + 36, style);
        }
        if (late) {
            notInTime(both ? TREND_BOTTOM + 14 : TREND_TOP + 29);
        }
        double bottom = both ? TREND_BOTTOM + LATE_LINES * LINE_STEP : TREND_BOTTOM;
        panel.rule(bottom);
        return bottom;
    }

    /** In full, since earlier radiographs may exist that the reader would look for here. */
    private void notInTime(double baseline) {
        Pen.Style style = Pen.Style.regular(Pen.SMALL, Pen.TEXT);
        List<String> lines =
                RemarkLines.of(
                        List.of(EarlierWords.NOT_IN_TIME),
                        LATE_LINES,
                        line -> panel.width(line, style) <= PanelArea.WIDTH);
        for (int i = 0; i < lines.size(); i++) {
            panel.text(lines.get(i), 0, baseline + i * LINE_STEP, style);
        }
    }

    /** The change in a neutral colour, since its interpretation is left to the radiologist. */
    private void trend(Comparison change) {
        double left = 0;
        int direction = change.total().direction();
        if (direction != 0) {
            Rectangle2D box = panel.box(0, TREND_TOP + 12, 24, 21);
            pen.triangle(box, direction > 0, Pen.TEXT);
            left = 36;
        }
        Pen.Style small = Pen.Style.regular(Pen.SMALL, Pen.DIM);
        double width =
                panel.text(amount(change), left, TREND_TOP + 33, Pen.Style.bold(28, Pen.TEXT));
        String before = change.priorGlobal() + " / " + Wording.MAX_GLOBAL;
        panel.text(
                (change.difference() == 0 ? "total " : "from ") + before,
                left + width + 12,
                TREND_TOP + 33,
                Pen.Style.regular(22, Pen.TEXT));
        if (change.difference() != 0 && change.total().assessable()) {
            panel.right(verdict(change.total()), PanelArea.WIDTH, TREND_TOP + 33, small);
        }
        String when =
                (change.sameStudy() ? "in this study, " : "on ")
                        + change.priorTime()
                        + (change.sameModel() ? "" : ", other model");
        panel.fitted(when, TREND_TOP + 58, small);
    }

    /** Of the limit that the second panel has. */
    private static String verdict(Change total) {
        return total.exceeds()
                .map(beyond -> beyond ? "beyond limit" : "within limit")
                .orElse("not judged");
    }

    /** As the report's code says it; an equal total of different zone scores is not unchanged. */
    private static String amount(Comparison change) {
        Code direction = change.direction();
        if (direction.equals(Codes.NOT_COMPARABLE)) {
            return "not comparable";
        }
        if (direction.equals(Codes.REDISTRIBUTED)) {
            return "zones changed";
        }
        if (change.difference() != 0) {
            return signed(change.difference());
        }
        if (direction.equals(Codes.NO_CHANGE)) {
            return "unchanged";
        }
        return direction.equals(Codes.CHANGE_WITHIN)
                ? "within limits"
                : "mean "
                        + Texts.signed(change.total().expected().orElseThrow())
                                .replace('-', Typeface.MINUS);
    }

    private static String signed(int difference) {
        return Texts.signed(difference).replace('-', Typeface.MINUS);
    }

    /**
     * The most important remarks come first: corrections of the image, uncertain zones. Missing
     * earlier radiographs are stated with the comparison, not here, as is what takes its place.
     */
    private void remarks(double top) {
        panel.rule(top);
        Pen.Style style = Pen.Style.regular(Pen.SMALL, Pen.TEXT);
        List<String> remarks =
                Comparison.of(finding).isEmpty()
                        ? finding.qualityRemarks()
                        : finding.remarks().stream()
                                .filter(remark -> !remark.equals(EarlierWords.NOT_IN_TIME))
                                .toList();
        if (remarks.isEmpty()) {
            boolean others =
                    !finding.remarks().isEmpty() || !finding.sheet().notMostProbable().isEmpty();
            String none = others ? "No other remarks" : "No remarks";
            panel.text(none, 0, top + 25, Pen.Style.regular(Pen.SMALL, Pen.DIM));
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
        return "MAE: %s a zone, %s total"
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
