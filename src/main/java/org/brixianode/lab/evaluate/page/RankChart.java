package org.brixianode.lab.evaluate.page;

import java.util.List;

/** A figure of every image, in order of the figure: bars from zero, or dots above a floor. */
final class RankChart {

    /**
     * @param name of the image
     * @param value its figure
     */
    record Item(String name, double value) {}

    /**
     * @param items in their order from left to right
     */
    static Markup of(String description, List<Item> items, Chart.Axis values) {
        int count = items.size();
        Chart chart =
                new Chart(
                        900,
                        230,
                        description,
                        new Chart.Axis("Images, ordered (" + count + ")", 0, count, 0, 0),
                        values);
        for (int i = 0; i < count; i++) {
            Item item = items.get(i);
            String tooltip = item.name() + ": " + Numbers.fixed(item.value(), 3);
            if (values.from() == 0) {
                chart.bar(i + 0.1, i + 0.9, item.value(), "first", tooltip);
            } else {
                chart.mark(Chart.Mark.CIRCLE, i + 0.5, item.value(), 2.5, "first", tooltip);
            }
        }
        return chart.svg();
    }

    private RankChart() {}
}
