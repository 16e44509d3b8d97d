package org.brixianode.lab.evaluate.page;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.evaluate.Case;
import org.brixianode.study.Zone;

/** A row for each image. */
final class ImageTable {

    private static final List<String> COLUMNS =
            List.of(
                    "Image",
                    "Senior A–F",
                    "Junior A–F",
                    "Model A–F",
                    "Senior",
                    "Junior",
                    "Model",
                    "Expected",
                    "Error per zone",
                    "Difference",
                    "Dice");

    static Markup of(List<Case> cases) {
        Markup table = new Markup().open("table", "class", "images").open("thead").open("tr");
        COLUMNS.forEach(column -> table.element("th", column, "scope", "col"));
        table.close("tr").close("thead").open("tbody");
        cases.forEach(c -> row(table, c));
        return table.close("tbody").close("table");
    }

    private static void row(Markup table, Case c) {
        Map<Zone, Integer> senior = c.annotation().senior();
        table.open("tr").element("th", c.annotation().name(), "scope", "row");
        table.element("td", digits(senior));
        table.element("td", c.annotation().junior().map(ImageTable::digits).orElse(""));
        table.element("td", digits(c.scores()));
        table.element("td", sum(senior));
        table.element("td", c.annotation().junior().map(ImageTable::sum).orElse(""));
        table.element("td", Integer.toString(c.global()));
        table.element("td", Numbers.fixed(c.expectedGlobal(), 1));
        table.element("td", Numbers.fixed(c.zoneError(), 2));
        table.element("td", Numbers.signed(c.globalDifference(), 0));
        table.element("td", c.dice().map(dice -> Numbers.fixed(dice, 3)).orElse(""));
        table.close("tr");
    }

    private static String digits(Map<Zone, Integer> scores) {
        return Arrays.stream(Zone.values())
                .map(zone -> Integer.toString(Annotation.score(scores, zone)))
                .collect(Collectors.joining(" "));
    }

    private static String sum(Map<Zone, Integer> scores) {
        return Integer.toString(scores.values().stream().mapToInt(Integer::intValue).sum());
    }

    private ImageTable() {}
}
