package org.brixianode.lab.evaluate.page;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.brixianode.lab.evaluate.Agreement;
import org.brixianode.lab.evaluate.Estimate;
import org.brixianode.lab.evaluate.Evaluation.Pair;
import org.brixianode.study.Zone;

/** Mean absolute error of each zone with its interval, pair by pair. */
final class ZoneChart {

    private static final double APART = 0.22;

    static Markup of(Map<Pair, Agreement> agreements) {
        List<Pair> pairs = Raters.SIDE_BY_SIDE.stream().filter(agreements::containsKey).toList();
        double top = 0.5;
        List<Agreement> shown =
                pairs.stream().map(agreements::get).map(Objects::requireNonNull).toList();
        for (Agreement agreement : shown) {
            for (Zone zone : Zone.values()) {
                Estimate mean = agreement.error(zone).mean();
                top = Math.max(top, Math.ceil(mean.interval().high() * 4) / 4);
            }
        }
        Chart chart =
                new Chart(
                        900,
                        300,
                        "Mean absolute error per zone with 95 % intervals",
                        new Chart.Axis("Zone (A to C right lung, D to F left lung)", 0, 6, 0, 0),
                        new Chart.Axis("Mean absolute error", 0, top, 0.25, 2));
        for (Zone zone : Zone.values()) {
            chart.category(zone.ordinal() + 0.5, zone.name());
            for (int i = 0; i < pairs.size(); i++) {
                double x = zone.ordinal() + 0.5 + (i - (pairs.size() - 1) / 2.0) * APART;
                point(chart, pairs.get(i), x, shown.get(i).error(zone).mean(), zone);
            }
        }
        return new Markup().add(legend(pairs)).add(chart.svg());
    }

    private static void point(Chart chart, Pair pair, double x, Estimate mean, Zone zone) {
        chart.line(
                x,
                mean.interval().low(),
                x,
                mean.interval().high(),
                "whisker " + Raters.style(pair));
        chart.mark(
                Raters.mark(pair),
                x,
                mean.value(),
                5,
                Raters.style(pair),
                "zone " + zone + ", " + pair.label() + ": " + Numbers.with(mean, 2));
        chart.text(x, mean.interval().high(), 5, "middle", Numbers.fixed(mean.value(), 2));
    }

    private static Markup legend(List<Pair> pairs) {
        Markup legend = new Markup().open("p", "class", "legend");
        for (Pair pair : pairs) {
            String glyph =
                    switch (Raters.mark(pair)) {
                        case CIRCLE -> "●";
                        case SQUARE -> "■";
                        case TRIANGLE -> "▲";
                    };
            legend.open("span", "class", "item")
                    .element("span", glyph, "class", Raters.style(pair))
                    .text(Raters.title(pair))
                    .close("span");
        }
        return legend.close("p");
    }

    private ZoneChart() {}
}
