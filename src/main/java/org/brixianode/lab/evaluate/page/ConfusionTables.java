package org.brixianode.lab.evaluate.page;

import java.util.Locale;
import org.brixianode.lab.evaluate.Agreement;
import org.brixianode.lab.evaluate.ConfusionMatrix;
import org.brixianode.lab.evaluate.Evaluation.Pair;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** Confusion matrices as tables; a cell is as dark as its share of its row. */
final class ConfusionTables {

    private static final double WHITE_TEXT_FROM = 0.75;

    /** The six zones where they lie in the picture. */
    static Markup zones(Pair pair, Agreement agreement) {
        Markup grid = new Markup().open("div", "class", "lungs");
        grid.element("p", "Right lung (image left)", "class", "side");
        grid.element("p", "Left lung (image right)", "class", "side");
        for (int row = 0; row < Zone.Level.values().length; row++) {
            for (int column = 0; column < Zone.Side.values().length; column++) {
                Zone zone = Zone.at(row, column);
                String title = zone + ", " + zone.level().name().toLowerCase(Locale.ROOT);
                grid.add(table(title, pair, agreement.confusion(zone)));
            }
        }
        return grid.close("div");
    }

    static Markup table(String title, Pair pair, ConfusionMatrix matrix) {
        Markup table = new Markup().open("table", "class", "confusion");
        String share = Numbers.fixed(100 * matrix.agreement(), 0);
        table.element("caption", title + ": " + share + " % equal");
        table.open("thead").open("tr");
        table.element("td", "", "colspan", "2");
        table.element("th", Raters.rated(pair), "colspan", "4", "scope", "colgroup");
        table.element("th", "All", "rowspan", "2", "scope", "col").close("tr").open("tr");
        table.element("td", "", "colspan", "2");
        for (int grade = 0; grade < ZoneScore.GRADES; grade++) {
            table.element("th", Integer.toString(grade), "scope", "col");
        }
        table.close("tr").close("thead").open("tbody");
        for (int reference = 0; reference < ZoneScore.GRADES; reference++) {
            row(table, reference, pair, matrix);
        }
        return table.close("tbody").close("table");
    }

    private static void row(Markup table, int reference, Pair pair, ConfusionMatrix matrix) {
        table.open("tr");
        if (reference == 0) {
            table.open("th", "rowspan", "4", "scope", "rowgroup", "class", "upright")
                    .element("span", Raters.reference(pair))
                    .close("th");
        }
        table.element("th", Integer.toString(reference), "scope", "row");
        int total = matrix.referenceTotal(reference);
        for (int rated = 0; rated < ZoneScore.GRADES; rated++) {
            int count = matrix.count(reference, rated);
            double share = total == 0 ? 0 : (double) count / total;
            table.element(
                    "td",
                    Integer.toString(count),
                    "class",
                    reference == rated ? "equal" : "other",
                    "style",
                    shade(share));
        }
        table.element("td", Integer.toString(total), "class", "total").close("tr");
    }

    private static String shade(double share) {
        return String.format(
                Locale.ROOT,
                "background:rgba(0,84,138,%.2f);color:%s",
                share,
                share > WHITE_TEXT_FROM ? "#fff" : "#111");
    }

    private ConfusionTables() {}
}
