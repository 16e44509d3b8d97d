package org.brixianode.lab.evaluate.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.brixianode.lab.evaluate.Agreement;
import org.brixianode.lab.evaluate.Bootstrap;
import org.brixianode.lab.evaluate.Case;
import org.brixianode.lab.evaluate.Evaluation.Pair;
import org.brixianode.lab.evaluate.EvaluationReport;
import org.brixianode.lab.evaluate.Measured;

/** The whole page, for screen and print. */
public final class EvaluationPage {

    /** How many of the worst images are shown. */
    public static final int WORST = 10;

    private final EvaluationReport report;
    private final Measured first;
    private final Map<String, byte[]> heatmaps;
    private final Bootstrap bootstrap;
    private final Markup page = new Markup();

    private EvaluationPage(
            EvaluationReport report, Map<String, byte[]> heatmaps, Bootstrap bootstrap) {
        this.report = report;
        this.first = report.first();
        this.heatmaps = heatmaps;
        this.bootstrap = bootstrap;
    }

    /**
     * @param report of at least one image
     * @param heatmaps JPEG pictures of the worst images, by their names
     * @param bootstrap that gave the report's intervals
     */
    public static String html(
            EvaluationReport report, Map<String, byte[]> heatmaps, Bootstrap bootstrap) {
        return new EvaluationPage(report, heatmaps, bootstrap).html();
    }

    private String html() {
        page.raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        page.open("meta", "charset", "utf-8");
        page.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.element("title", PageHead.title(report.subject()));
        page.open("style").raw(styleSheet()).close("style").close("head").open("body");
        page.add(PageHead.of(report)).add(PageHead.summary(first));
        agreement();
        confusion();
        global();
        calibration();
        lungs();
        images();
        worst();
        learnedFrom();
        if (!report.leftOut().isEmpty()) {
            page.add(PageHead.leftOut(report));
        }
        everyImage();
        page.open("section").element("h2", "Glossary").add(Glossary.of(bootstrap)).close("section");
        page.element("footer", "Research only, not for diagnosis. Brixia Node.");
        return page.close("body").close("html").toString();
    }

    private static String styleSheet() {
        try (InputStream css = EvaluationPage.class.getResourceAsStream("page.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the archive lacks the page's style sheet", e);
        }
    }

    private void section(String title, Markup... figures) {
        page.open("section").element("h2", title);
        for (Markup figure : figures) {
            page.add(figure);
        }
        page.close("section");
    }

    private void agreement() {
        section(
                "Agreement",
                Figure.of(
                        "Error per zone",
                        ZoneChart.of(first.agreements()),
                        "Mean absolute error with its 95 % interval; lower is better. Where the"
                                + " model's mark is within the readers' range, its error is like"
                                + " theirs."),
                Figure.of(
                        "Raters side by side",
                        AgreementTable.of(first.agreements()),
                        "Errors are mean ± standard deviation; kappa, correlation and shares have"
                                + " their 95 % intervals in brackets. Pairs with the junior reader"
                                + " count the images that the junior reader scored."));
    }

    private void confusion() {
        Agreement model = first.modelSenior();
        Markup all =
                new Markup()
                        .open("div", "class", "pair")
                        .add(
                                ConfusionTables.table(
                                        "Model – senior, all zones",
                                        Pair.MODEL_SENIOR,
                                        model.confusion()));
        Agreement humans = first.agreements().get(Pair.JUNIOR_SENIOR);
        if (humans != null) {
            all.add(
                    ConfusionTables.table(
                            "Junior – senior, all zones", Pair.JUNIOR_SENIOR, humans.confusion()));
        }
        section(
                "Confusion",
                Figure.of(
                        "All zones",
                        all.close("div"),
                        "Number of zones by score and by the senior reader's score. The"
                                + " shade is the share of the row; equal scores are framed."),
                Figure.of(
                        "By zone, model – senior",
                        ConfusionTables.zones(Pair.MODEL_SENIOR, model),
                        "The tables are arranged like the zones in the image: the patient's right lung is"
                                + " on the left."));
    }

    private void global() {
        Markup scatter = new Markup().open("div", "class", "pair");
        Markup difference = new Markup().open("div", "class", "pair");
        for (Pair pair : List.of(Pair.MODEL_SENIOR, Pair.JUNIOR_SENIOR)) {
            Agreement agreement = first.agreements().get(pair);
            if (agreement != null) {
                scatter.add(GlobalCharts.scatter(pair, agreement));
                difference.add(GlobalCharts.blandAltman(pair, agreement));
            }
        }
        section(
                "Global score",
                Figure.of(
                        "Scatter",
                        scatter.close("div"),
                        "The area of a disc shows the number of images. On the dashed line both give the"
                                + " same score."),
                Figure.of(
                        "Bland and Altman",
                        difference.close("div"),
                        "Difference against mean, with the bias and the 95 % limits of agreement."
                                + " Above zero the rater scores higher than the senior reader."));
    }

    private void calibration() {
        Markup pair =
                new Markup()
                        .open("div", "class", "pair")
                        .add(CalibrationChart.of(first.calibration()))
                        .add(CalibrationChart.table(first.calibration()))
                        .close("div");
        section(
                "Calibration",
                Figure.of(
                        "Expected calibration error "
                                + Numbers.fixed(first.calibration().expectedError(), 3),
                        pair,
                        "How often a score to which the model gives this probability equals the"
                                + " senior reader's. Above the dashed line the model is too"
                                + " unsure, below it too sure. n: zones in the bin."));
    }

    private void lungs() {
        List<RankChart.Item> dice =
                first.evaluation().cases().stream()
                        .filter(c -> c.dice().isPresent())
                        .map(c -> new RankChart.Item(c.annotation().name(), c.dice().get()))
                        .sorted(Comparator.comparingDouble(RankChart.Item::value))
                        .toList();
        if (dice.isEmpty()) {
            section("Lungs", new Markup().element("p", "No image has a mask drawn by a human."));
            return;
        }
        section(
                "Lungs",
                Figure.of(
                        "Dice by image, mean "
                                + Numbers.fixed(first.evaluation().dice().orElseThrow(), 3)
                                + ", least "
                                + Numbers.fixed(dice.get(0).value(), 3),
                        RankChart.of(
                                "Dice of the lungs by image", dice, diceAxis(dice.get(0).value())),
                        "Overlap of the model's lungs with a human's outline, lowest first; images"
                                + " with an outline only. The axis does not begin at 0."));
    }

    /** From the tenth beneath the least to 1. */
    private static Chart.Axis diceAxis(double least) {
        double from = Math.floor(least * 10 - 1e-9) / 10;
        return new Chart.Axis("Dice", Math.max(0, from), 1, from < 0.6 ? 0.1 : 0.05, 2);
    }

    private void images() {
        List<RankChart.Item> errors =
                first.evaluation().worstFirst().stream()
                        .map(c -> new RankChart.Item(c.annotation().name(), c.zoneError()))
                        .toList();
        section(
                "Error by image",
                Figure.of(
                        "Error per zone by image",
                        RankChart.of(
                                "Error per zone by image",
                                errors,
                                new Chart.Axis(
                                        "Mean absolute error",
                                        0,
                                        Math.max(1, Math.ceil(errors.get(0).value() * 2) / 2),
                                        0.5,
                                        1)),
                        "Mean absolute difference to the senior reader over the six zones,"
                                + " greatest first."));
    }

    private void worst() {
        List<Case> worst = first.evaluation().worstFirst().stream().limit(WORST).toList();
        section(
                "The " + worst.size() + " images with the greatest error",
                new Markup()
                        .element(
                                "p",
                                "By error per zone, then by the global score. The heatmap shows"
                                        + " the model's severity at each position of the"
                                        + " predicted lungs, and the model's scores."),
                WorstCases.of(worst, heatmaps));
    }

    private void learnedFrom() {
        boolean both =
                !report.keptOut().evaluation().cases().isEmpty()
                        && !report.learnedFrom().evaluation().cases().isEmpty();
        if (both) {
            section(
                    "Training images",
                    Figure.of(
                            "Raters side by side",
                            AgreementTable.of(report.learnedFrom().agreements()),
                            "These figures say nothing about new images; much better ones than above"
                                    + " mean that the model overfits."));
        }
    }

    private void everyImage() {
        section(
                "Every image",
                Figure.of(
                        first == report.keptOut() ? "Held out" : "Training images",
                        ImageTable.of(first.evaluation().cases()),
                        "Scores by zone and global; cases.csv has the probabilities and the images"
                                + " used for training as well."));
    }
}
