package org.brixianode.lab.evaluate.page;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.evaluate.Case;
import org.brixianode.study.Zone;

/** The images with the greatest errors, with their heatmaps. */
final class WorstCases {

    /**
     * @param heatmaps JPEG pictures by the images' names; an image without one is only described
     */
    static Markup of(List<Case> worst, Map<String, byte[]> heatmaps) {
        Markup list = new Markup();
        for (int i = 0; i < worst.size(); i++) {
            Case c = worst.get(i);
            String name = c.annotation().name();
            list.open("article", "class", "case");
            list.open("div");
            list.element("h3", (i + 1) + ". " + name);
            list.element("p", summary(c));
            list.add(scores(c));
            list.close("div");
            byte[] jpeg = heatmaps.get(name);
            if (jpeg != null) {
                list.open(
                        "img",
                        "src",
                        "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg),
                        "alt",
                        "Heatmap of " + name);
            }
            list.close("article");
        }
        return list;
    }

    private static String summary(Case c) {
        return "Error per zone %s. Global score: model %d, senior %d (%s).%s"
                .formatted(
                        Numbers.fixed(c.zoneError(), 2),
                        c.global(),
                        c.annotation().seniorGlobal(),
                        Numbers.signed(c.globalDifference(), 0),
                        c.dice()
                                .map(dice -> " Lungs Dice " + Numbers.fixed(dice, 2) + ".")
                                .orElse(""));
    }

    private static Markup scores(Case c) {
        Markup table = new Markup().open("table").open("thead").open("tr").element("td", "");
        for (Zone zone : Zone.values()) {
            table.element("th", zone.name(), "scope", "col");
        }
        table.close("tr").close("thead").open("tbody");
        row(table, "Senior", zone -> Integer.toString(c.annotation().senior(zone)));
        c.annotation()
                .junior()
                .ifPresent(
                        junior ->
                                row(
                                        table,
                                        "Junior",
                                        zone -> Integer.toString(Annotation.score(junior, zone))));
        row(table, "Model", zone -> Integer.toString(c.zone(zone).score()));
        row(table, "Expected", zone -> Numbers.fixed(c.zone(zone).expected(), 1));
        row(table, "Probability", zone -> Numbers.fixed(c.zone(zone).confidence(), 2));
        return table.close("tbody").close("table");
    }

    private static void row(Markup table, String name, Function<Zone, String> cell) {
        table.open("tr").element("th", name, "scope", "row");
        for (Zone zone : Zone.values()) {
            table.element("td", cell.apply(zone));
        }
        table.close("tr");
    }

    private WorstCases() {}
}
