package org.brixianode.lab.evaluate.page;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.brixianode.lab.evaluate.Agreement;
import org.brixianode.lab.evaluate.BlandAltman;
import org.brixianode.lab.evaluate.Evaluation.Pair;
import org.brixianode.study.Zone;

/** Pairs of raters side by side, a row for each figure. */
final class AgreementTable {

    private final List<Pair> pairs;
    private final Map<Pair, Agreement> agreements;
    private final Markup table = new Markup();

    private AgreementTable(Map<Pair, Agreement> agreements) {
        this.agreements = agreements;
        this.pairs = List.copyOf(agreements.keySet());
    }

    static Markup of(Map<Pair, Agreement> agreements) {
        return new AgreementTable(agreements).table();
    }

    private Markup table() {
        table.open("table").open("thead").open("tr").element("td", "");
        pairs.forEach(pair -> table.element("th", Raters.title(pair), "scope", "col"));
        table.close("tr").close("thead").open("tbody");
        row("Images", a -> Integer.toString(a.ratings().images()));
        row("MAE per zone, all zones", a -> Numbers.with(a.zoneError(), 2));
        interval("95 % interval", a -> Numbers.interval(a.zoneError().mean(), 2));
        for (Zone zone : Zone.values()) {
            row("MAE of zone " + zone, a -> Numbers.with(a.error(zone), 2));
            interval("95 % interval", a -> Numbers.interval(a.error(zone).mean(), 2));
        }
        row("MAE of the global score", a -> Numbers.with(a.globalError(), 2));
        interval("95 % interval", a -> Numbers.interval(a.globalError().mean(), 2));
        row("Bias of the global score", a -> Numbers.signed(a.globalDifference().bias(), 2));
        row("Limits of agreement", a -> limits(a.globalDifference()));
        row("Correlation of the global score", a -> Numbers.with(a.correlation(), 2));
        row("Weighted kappa, quadratic", a -> Numbers.with(a.quadraticKappa(), 2));
        row("Weighted kappa, linear", a -> Numbers.with(a.linearKappa(), 2));
        for (Zone zone : Zone.values()) {
            row("Quadratic kappa of zone " + zone, a -> Numbers.with(a.kappa(zone), 2));
        }
        row("Share of equal zone scores", a -> Numbers.with(a.equal(), 2));
        return table.close("tbody").close("table");
    }

    private static String limits(BlandAltman difference) {
        return Numbers.signed(difference.lower(), 1)
                + " to "
                + Numbers.signed(difference.upper(), 1);
    }

    private void row(String name, Function<Agreement, String> figure) {
        row(name, figure, "row");
    }

    private void interval(String name, Function<Agreement, String> figure) {
        row(name, figure, "minor");
    }

    private void row(String name, Function<Agreement, String> figure, String style) {
        table.open("tr", "class", style).element("th", name, "scope", "row");
        pairs.forEach(pair -> table.element("td", figure.apply(agreements.get(pair))));
        table.close("tr");
    }
}
