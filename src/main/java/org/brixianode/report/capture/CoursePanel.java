package org.brixianode.report.capture;

import java.awt.geom.Rectangle2D;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.brixianode.report.module.Change;
import org.brixianode.report.module.Comparison;
import org.brixianode.report.module.Course;
import org.brixianode.report.module.Finding;
import org.brixianode.report.module.Texts;
import org.brixianode.study.Zone;

/**
 * The second panel, at the right of the first, where the patient has earlier results: the total
 * over time, the zones at each date, and the change since the result compared with.
 */
final class CoursePanel {

    /** The latest results shown, the present one included; the report lists all. */
    static final int MAX_ROWS = 9;

    private static final double CHART_TOP = 66;
    private static final double TABLE_TOP = 330;
    private static final double ROW_STEP = 30;
    private static final double ROW_HEIGHT = 26;
    private static final double TOTAL_RIGHT = 168;
    private static final double CELLS = 184;
    private static final double CELL_STEP = 35;
    private static final double CELL_WIDTH = 32;
    private static final double LINE_STEP = 26;
    private static final double DIFFERENCE_RIGHT = 208;
    private static final double LIMIT_RIGHT = 290;
    private static final double NOTE_STEP = 22;

    /** Room for the label of a row, before the total. */
    private static final double LABEL_WIDTH = 136;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter DATE_AND_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final PanelArea panel;
    private final Comparison change;
    private final List<Course.Point> points;

    /**
     * When the result compared with was acquired, without the offset, which the first panel has.
     */
    private final String since;

    private final int omitted;
    private final Pen.Style plain = Pen.Style.regular(Pen.SMALL, Pen.TEXT);
    private final Pen.Style bold = Pen.Style.bold(Pen.SMALL, Pen.TEXT);
    private final Pen.Style dim = Pen.Style.regular(Pen.SMALL, Pen.DIM);

    private CoursePanel(PanelArea panel, Finding finding, Comparison change) {
        this.panel = panel;
        this.change = change;
        List<Course.Point> all = Course.of(finding);
        this.since =
                all.stream()
                        .filter(Course.Point::reference)
                        .findFirst()
                        .flatMap(Course.Point::shown)
                        .map(DATE_AND_TIME::format)
                        .orElse(change.priorTime());
        this.omitted = Math.max(0, all.size() - MAX_ROWS);
        this.points = all.subList(omitted, all.size());
    }

    /** Draws nothing if the patient has no earlier result. */
    static void draw(PictureLayout layout, Pen pen, Finding finding) {
        Optional<Comparison> change = Comparison.of(finding);
        change.ifPresent(
                one -> new CoursePanel(PanelArea.second(layout, pen), finding, one).draw());
    }

    private void draw() {
        panel.text("Course", 0, 44, Pen.Style.bold(34, Pen.TEXT));
        panel.right(omitted + points.size() + " results", PanelArea.WIDTH, 44, dim);
        new CourseChart(panel, points, CHART_TOP).draw();
        double below = CHART_TOP + CourseChart.HEIGHT;
        panel.text(date(points.get(0)), 36, below + 28, dim);
        panel.right(date(points.get(points.size() - 1)), PanelArea.WIDTH, below + 28, dim);
        panel.text("dots: expected; bars: intervals", 36, below + 54, dim);
        double y = changes(notes(table(TABLE_TOP)));
        rule(y);
    }

    private double table(double top) {
        panel.rule(top - 22);
        panel.text("Acquired", 0, top, dim);
        panel.right("Total", TOTAL_RIGHT, top, dim);
        for (Zone zone : Zone.values()) {
            panel.centred(
                    zone.name(), CELLS + CELL_STEP * zone.ordinal() + CELL_WIDTH / 2, top, dim);
        }
        double y = top + 10;
        for (Course.Point point : points) {
            row(point, y);
            y += ROW_STEP;
        }
        return y;
    }

    private void row(Course.Point point, double y) {
        double middle = y + ROW_HEIGHT / 2;
        Pen.Style style = point.present() ? bold : plain;
        panel.middle(label(point), 0, middle, Pen.Anchor.LEFT, style);
        panel.middle(
                Integer.toString(point.global()), TOTAL_RIGHT, middle, Pen.Anchor.RIGHT, style);
        for (Zone zone : Zone.values()) {
            cell(point, zone, CELLS + CELL_STEP * zone.ordinal(), y);
        }
    }

    /** In parentheses and without a colour if the zone has too little lung. */
    private void cell(Course.Point point, Zone zone, double x, double y) {
        int score = Objects.requireNonNull(point.zones().get(zone));
        boolean known = !point.notAssessable().contains(zone);
        Rectangle2D cell = panel.box(x, y, CELL_WIDTH, ROW_HEIGHT);
        if (known) {
            panel.pen().box(cell, 3, ColourRamp.ofScore(score));
        }
        panel.middle(
                known ? Integer.toString(score) : "(" + score + ")",
                x + CELL_WIDTH / 2,
                y + ROW_HEIGHT / 2,
                Pen.Anchor.CENTRE,
                known ? Pen.Style.bold(Pen.SMALL, ColourRamp.inkOn(score)) : dim);
    }

    private String label(Course.Point point) {
        if (point.present()) {
            return "this image";
        }
        String when = point.shown().map(shown -> when(point, shown)).orElse(point.time());
        String model = point.sameModel() ? "" : "*";
        String whole = (point.sameStudy() ? "= " : "") + when + model;
        return panel.width(whole, plain) <= LABEL_WIDTH ? whole : when + model;
    }

    /**
     * The date; of an image of this study and the present day the time; of one of several images of
     * another day both, without the year.
     */
    private String when(Course.Point point, LocalDateTime shown) {
        boolean today = points.get(points.size() - 1).shown().filter(isSameDay(shown)).isPresent();
        if (today && point.sameStudy()) {
            return TIME.format(shown);
        }
        long ofDay =
                points.stream()
                        .filter(other -> other.shown().filter(isSameDay(shown)).isPresent())
                        .count();
        return (ofDay > 1 || point.sameStudy() ? DAY_AND_TIME : DATE).format(shown);
    }

    private static Predicate<LocalDateTime> isSameDay(LocalDateTime shown) {
        return other -> other.toLocalDate().equals(shown.toLocalDate());
    }

    private static String date(Course.Point point) {
        return point.shown().map(DATE::format).orElse(point.time());
    }

    private double notes(double y) {
        double baseline = y + 18;
        if (omitted > 0) {
            panel.text("+ " + omitted + " earlier in the report", 0, baseline, dim);
            baseline += NOTE_STEP;
        }
        if (points.stream().anyMatch(point -> point.sameStudy() && !point.present())) {
            panel.text("= earlier in this study", 0, baseline, dim);
            baseline += NOTE_STEP;
        }
        if (points.stream().anyMatch(point -> !point.sameModel())) {
            panel.text("* by another model", 0, baseline, dim);
            baseline += NOTE_STEP;
        }
        if (points.stream().anyMatch(point -> !point.notAssessable().isEmpty())) {
            panel.text("( ) not assessable", 0, baseline, dim);
            baseline += NOTE_STEP;
        }
        return baseline - 10;
    }

    private double changes(double top) {
        panel.rule(top);
        String title = change.sameStudy() ? "Change within this study" : "Change since " + since;
        panel.text(title, 0, top + 26, bold);
        double y = top + 52;
        panel.text("Score", 40, y, dim);
        panel.right("Mean", DIFFERENCE_RIGHT, y, dim);
        panel.right("Limit", LIMIT_RIGHT, y, dim);
        y += LINE_STEP;
        line("All", Texts.signed(change.difference()), change.total(), y);
        for (Zone zone : Zone.values()) {
            y += LINE_STEP;
            Change one = change.change(zone);
            line(zone.name(), Texts.signed(one.whole()), one, y);
        }
        return y + 12;
    }

    /** A change beyond its uncertainty is bold; its meaning is left to the radiologist. */
    private void line(String name, String whole, Change one, double y) {
        boolean beyond = one.exceeds().orElse(false);
        Pen.Style style = beyond ? bold : plain;
        panel.text(name, 0, y, style);
        panel.right(minus(whole), 88, y, one.whole() == 0 ? dim : style);
        one.expected()
                .ifPresent(
                        value ->
                                panel.right(
                                        minus(Texts.signed(value)), DIFFERENCE_RIGHT, y, style));
        one.limit().ifPresent(value -> panel.right(Texts.decimal(value), LIMIT_RIGHT, y, dim));
        String verdict = one.exceeds().map(yes -> yes ? "beyond" : "within").orElse("not judged");
        panel.right(verdict, PanelArea.WIDTH, y, beyond ? bold : dim);
    }

    private static String minus(String number) {
        return number.replace('-', Typeface.MINUS);
    }

    private void rule(double top) {
        panel.rule(top);
        List<String> lines =
                List.of(
                        "Within the limit (%d %%) a change of".formatted(Change.PERCENT),
                        "the mean can be due to the model's",
                        "uncertainty about the two images.");
        for (int i = 0; i < lines.size(); i++) {
            panel.text(lines.get(i), 0, top + 24 + i * NOTE_STEP, dim);
        }
    }
}
