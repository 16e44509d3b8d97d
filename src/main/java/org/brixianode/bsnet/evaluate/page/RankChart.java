package org.brixianode.bsnet.evaluate.page;

import java.util.List;

/** A figure of every image as bars, in order of the figure. */
final class RankChart {

    /**
     * @param name of the image
     * @param value its figure
     */
    record Item(String name, double value) {}

    /**
     * @param items in their order from left to right
     */
    static Markup of(String spoken, List<Item> items, Chart.Axis values) {
        int count = items.size();
        Chart chart =
                new Chart(
                        900,
                        230,
                        spoken,
                        new Chart.Axis("Images, ordered (" + count + ")", 0, count, 0, 0),
                        values);
        for (int i = 0; i < count; i++) {
            Item item = items.get(i);
            chart.bar(
                    i + 0.1,
                    i + 0.9,
                    Math.min(item.value(), values.to()),
                    "first",
                    item.name() + ": " + Numbers.fixed(item.value(), 2));
        }
        return chart.svg();
    }

    private RankChart() {}
}
