package org.brixianode.cli;

import java.util.Locale;
import java.util.OptionalLong;
import org.brixianode.bench.ReceptionFigures;
import org.brixianode.bench.ScoringFigures;

/** Formats measured figures for the terminal. */
final class BenchLines {

    static String of(ScoringFigures figures) {
        ScoringFigures.Rounds node = figures.node();
        ScoringFigures.Rounds model = figures.model();
        return String.format(
                        Locale.ROOT,
                        "C-STORE-RSP to report and heatmap %.0f ms median, %.0f ms 95th percentile"
                                + " (%d images), %.2f times the model alone (%.0f ms)%n",
                        node.delaysMs().median(),
                        node.delaysMs().percentile95(),
                        node.delaysMs().count(),
                        figures.latencyToBare(),
                        model.delaysMs().median())
                + String.format(
                        Locale.ROOT,
                        "%.2f images/s, %.2f of the model alone (%.2f images/s; median of %d rounds"
                                + " of %d); processor time per image %.0f ms, the model alone %.0f"
                                + " ms%n",
                        node.rates().median(),
                        figures.nodeToBare(),
                        model.rates().median(),
                        node.rates().count(),
                        figures.images(),
                        node.cpuMs().median(),
                        model.cpuMs().median())
                + "memory %s MiB at rest, %s MiB after load"
                        .formatted(number(figures.atRestMiB()), number(figures.loadedMiB()));
    }

    static String of(ReceptionFigures figures) {
        StringBuilder text = new StringBuilder();
        figures.absent().forEach(remark -> text.append("reception: %s%n".formatted(remark)));
        text.append(
                String.format(
                        Locale.ROOT, "reception: node %.0f MB/s, synced", figures.node().median()));
        for (ReceptionFigures.Other other : figures.others()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "; %.2f times %s (%.0f MB/s)",
                            figures.nodeTo(other),
                            other.name(),
                            other.speed().median()));
        }
        return text + " (median of %d rounds)".formatted(figures.node().count());
    }

    private static String number(OptionalLong value) {
        return value.isPresent() ? Long.toString(value.getAsLong()) : "?";
    }

    private BenchLines() {}
}
