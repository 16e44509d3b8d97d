package org.brixianode.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.brixianode.lab.evaluate.Evaluation;
import org.brixianode.lab.evaluate.Figures;
import org.brixianode.study.Zone;

/** Formats an evaluation as a table for the terminal. */
final class EvaluationTable {

    static String of(String title, Evaluation evaluation) {
        StringBuilder text = new StringBuilder();
        text.append(title).append(": ").append(evaluation.cases().size()).append(" images");
        evaluation.dice().ifPresent(dice -> text.append(", lungs Dice ").append(number(dice, 3)));
        text.append('\n');
        text.append(
                "  %-34s %6s %12s %7s %6s   %s%n"
                        .formatted(
                                "",
                                "images",
                                "zone MAE",
                                "global",
                                "r",
                                "A    B    C    D    E    F"));
        for (Map.Entry<Evaluation.Pair, Figures> entry : evaluation.figures().entrySet()) {
            text.append(row(entry.getKey().label(), entry.getValue()));
        }
        return text.toString();
    }

    private static String row(String label, Figures figures) {
        StringBuilder zones = new StringBuilder();
        for (Zone zone : Zone.values()) {
            zones.append(number(Objects.requireNonNull(figures.errorByZone().get(zone)), 2))
                    .append(' ');
        }
        return "  %-34s %6d %5s ± %s %7s %6s   %s%n"
                .formatted(
                        label,
                        figures.images(),
                        number(figures.zoneError(), 3),
                        number(figures.zoneErrorSd(), 2),
                        number(figures.globalError(), 2),
                        Double.isFinite(figures.correlation())
                                ? number(figures.correlation(), 2)
                                : "-",
                        zones);
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private EvaluationTable() {}
}
