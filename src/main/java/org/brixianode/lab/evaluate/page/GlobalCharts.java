package org.brixianode.lab.evaluate.page;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.brixianode.lab.evaluate.Agreement;
import org.brixianode.lab.evaluate.BlandAltman;
import org.brixianode.lab.evaluate.Evaluation.Pair;

/** Global scores of two raters. Equal points are one disc whose area is their number. */
final class GlobalCharts {

    private static final int WIDTH_PX = 440;
    private static final int HEIGHT_PX = 380;
    private static final int LIMITS_PX = 96;
    private static final int HIGHEST = 18;
    private static final double DISC_PX = 3.2;
    private static final String LIMIT = "limit";

    static Markup scatter(Pair pair, Agreement agreement) {
        String rated = Raters.rated(pair);
        String reference = Raters.reference(pair);
        Chart chart =
                new Chart(
                        WIDTH_PX,
                        HEIGHT_PX,
                        "Scatter of global scores, " + pair.label(),
                        new Chart.Axis(reference + ", global score", 0, HIGHEST, 3, 0),
                        new Chart.Axis(rated + ", global score", 0, HIGHEST, 3, 0));
        chart.line(0, 0, HIGHEST, HIGHEST, LIMIT);
        discs(
                agreement.ratings().referenceGlobals(),
                agreement.ratings().ratedGlobals(),
                (point, count) ->
                        chart.mark(
                                Chart.Mark.CIRCLE,
                                point.get(0),
                                point.get(1),
                                DISC_PX * Math.sqrt(count),
                                "disc " + Raters.style(pair),
                                "%s %.0f, %s %.0f: %d image(s)"
                                        .formatted(
                                                reference,
                                                point.get(0),
                                                rated,
                                                point.get(1),
                                                count)));
        return chart.svg();
    }

    static Markup blandAltman(Pair pair, Agreement agreement) {
        List<Double> rated = agreement.ratings().ratedGlobals();
        List<Double> reference = agreement.ratings().referenceGlobals();
        List<Double> means = sums(rated, reference, 0.5, 0.5);
        List<Double> differences = sums(rated, reference, 1, -1);
        BlandAltman limits = agreement.globalDifference();
        double reach = reach(differences, limits);
        Chart chart =
                new Chart(
                        WIDTH_PX,
                        HEIGHT_PX,
                        LIMITS_PX,
                        "Differences of global scores, " + pair.label(),
                        new Chart.Axis("Mean of both global scores", 0, HIGHEST, 3, 0),
                        new Chart.Axis(
                                Raters.rated(pair) + " minus " + lowerCase(Raters.reference(pair)),
                                -reach,
                                reach,
                                reach / 4,
                                0));
        chart.line(0, 0, HIGHEST, 0, "axis");
        discs(
                means,
                differences,
                (point, count) ->
                        chart.mark(
                                Chart.Mark.CIRCLE,
                                point.get(0),
                                point.get(1),
                                DISC_PX * Math.sqrt(count),
                                "disc " + Raters.style(pair),
                                "mean %.1f, difference %.0f: %d image(s)"
                                        .formatted(point.get(0), point.get(1), count)));
        level(chart, "bias", limits.bias());
        level(chart, "upper limit", limits.upper());
        level(chart, "lower limit", limits.lower());
        return chart.svg();
    }

    private static void level(Chart chart, String name, double value) {
        if (Double.isFinite(value)) {
            chart.line(0, value, HIGHEST, value, LIMIT);
            chart.text(HIGHEST + 0.3, value, -4, "start", name + " " + Numbers.signed(value, 1));
        }
    }

    /** A multiple of 4 beyond every point and limit. */
    private static double reach(List<Double> differences, BlandAltman limits) {
        double farthest = 4;
        for (double difference : differences) {
            farthest = Math.max(farthest, Math.abs(difference));
        }
        for (double limit : List.of(limits.lower(), limits.upper())) {
            farthest = Double.isFinite(limit) ? Math.max(farthest, Math.abs(limit)) : farthest;
        }
        return Math.ceil((farthest + 0.5) / 4) * 4;
    }

    private static List<Double> sums(List<Double> a, List<Double> b, double wa, double wb) {
        return IntStream.range(0, a.size()).mapToObj(i -> wa * a.get(i) + wb * b.get(i)).toList();
    }

    private static String lowerCase(String title) {
        return Character.toLowerCase(title.charAt(0)) + title.substring(1);
    }

    private static void discs(
            List<Double> x, List<Double> y, BiConsumer<List<Double>, Integer> disc) {
        Map<Double, Map<Double, Integer>> counts = new TreeMap<>();
        for (int i = 0; i < x.size(); i++) {
            counts.computeIfAbsent(x.get(i), key -> new TreeMap<>())
                    .merge(y.get(i), 1, Integer::sum);
        }
        counts.forEach(
                (px, column) -> column.forEach((py, count) -> disc.accept(List.of(px, py), count)));
    }

    private GlobalCharts() {}
}
