package org.brixianode.lab.evaluate.page;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.brixianode.lab.data.BadRow;
import org.brixianode.lab.evaluate.Agreement;
import org.brixianode.lab.evaluate.Evaluation;
import org.brixianode.lab.evaluate.Evaluation.Pair;
import org.brixianode.lab.evaluate.EvaluationReport;
import org.brixianode.lab.evaluate.Measured;

/** The measured model and data, and a summary of the result. */
final class PageHead {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    static Markup of(EvaluationReport report) {
        EvaluationReport.Subject subject = report.subject();
        Markup head = new Markup().open("header");
        head.element("p", "Research only, not for diagnosis", "class", "banner");
        head.element("h1", title(subject));
        head.open("table", "class", "facts").open("tbody");
        fact(head, "Model", subject.model().toString());
        fact(head, "Digest", "SHA-256 " + subject.model().digest());
        fact(head, "Data", subject.data());
        fact(head, "Date", DATE.format(subject.at()));
        fact(head, "Rows", rows(report));
        fact(head, "Held out", count(report.keptOut().evaluation()));
        fact(head, "Training images", count(report.learnedFrom().evaluation()));
        head.close("tbody").close("table");
        head.add(warnings(report));
        return head.close("header");
    }

    static String title(EvaluationReport.Subject subject) {
        return "Evaluation of %s on %s".formatted(subject.model(), subject.data());
    }

    private static void fact(Markup head, String name, String value) {
        head.open("tr").element("th", name, "scope", "row").element("td", value).close("tr");
    }

    private static String rows(EvaluationReport report) {
        int leftOut = report.leftOut().size();
        return leftOut == 0
                ? report.rows() + ", all used"
                : "%d, of which %d used and %d left out"
                        .formatted(report.rows(), report.rows() - leftOut, leftOut);
    }

    private static String count(Evaluation evaluation) {
        int images = evaluation.cases().size();
        return images == 0
                ? "no image"
                : "%d images of %d patients".formatted(images, evaluation.patients());
    }

    private static Markup warnings(EvaluationReport report) {
        Markup warnings = new Markup();
        if (report.subject().memory() == EvaluationReport.Memory.UNKNOWN) {
            warn(
                    warnings,
                    "The model's card does not list all training images of the model. Images that it"
                            + " does not list count as held out here, and some of them may not be:"
                            + " then the figures are better than they would be on new images.");
        }
        if (report.keptOut().evaluation().cases().isEmpty()) {
            warn(
                    warnings,
                    "No image was held out: the model was trained on all of them. These"
                            + " figures say nothing about new images.");
        }
        if (!report.leftOut().isEmpty()) {
            warn(
                    warnings,
                    "%d of %d rows could not be used and are in no figure; they are listed below."
                            .formatted(report.leftOut().size(), report.rows()));
        }
        return warnings;
    }

    private static void warn(Markup warnings, String text) {
        warnings.element("p", text, "class", "warning", "role", "note");
    }

    /** The main figures as sentences. */
    static Markup summary(Measured measured) {
        Markup summary = new Markup().open("section").element("h2", "Summary").open("ul");
        Agreement model = measured.modelSenior();
        sentence(
                summary,
                ("Per zone the model differs from the senior reader by %s on average; quadratic"
                                + " weighted kappa %s.")
                        .formatted(
                                Numbers.with(model.zoneError().mean(), 2),
                                Numbers.with(model.quadraticKappa(), 2)));
        Agreement humans = measured.agreements().get(Pair.JUNIOR_SENIOR);
        if (humans != null) {
            sentence(
                    summary,
                    "Two readers differ by %s; weighted kappa %s."
                            .formatted(
                                    Numbers.with(humans.zoneError().mean(), 2),
                                    Numbers.with(humans.quadraticKappa(), 2)));
        }
        sentence(
                summary,
                "The global score (0 to 18) differs by %s; bias %s."
                        .formatted(
                                Numbers.with(model.globalError().mean(), 1),
                                Numbers.signed(model.globalDifference().bias(), 1)));
        sentence(
                summary,
                "Expected calibration error %s. Lungs Dice %s."
                        .formatted(
                                Numbers.fixed(measured.calibration().expectedError(), 2),
                                Numbers.fixed(measured.evaluation().dice().orElse(Double.NaN), 3)));
        summary.close("ul");
        summary.element("p", "In brackets: 95 % intervals.", "class", "minor");
        return summary.close("section");
    }

    private static void sentence(Markup summary, String text) {
        summary.element("li", text);
    }

    /** The rows that could not be used. */
    static Markup leftOut(EvaluationReport report) {
        Markup section = new Markup().open("section").element("h2", "Rows left out");
        section.open("ul");
        for (BadRow row : report.leftOut()) {
            section.element("li", row.toString());
        }
        return section.close("ul").close("section");
    }

    private PageHead() {}
}
