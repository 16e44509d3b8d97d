package org.brixianode.lab.evaluate.page;

import org.brixianode.lab.evaluate.CalibrationCurve;

/** Confidence against accuracy. */
final class CalibrationChart {

    static Markup of(CalibrationCurve calibration) {
        Chart chart =
                new Chart(
                        440,
                        380,
                        "Calibration curve",
                        new Chart.Axis("Probability of the chosen score", 0, 1, 0.2, 1),
                        new Chart.Axis("Share equal to the senior reader", 0, 1, 0.2, 1));
        chart.line(0, 0, 1, 1, "limit");
        CalibrationCurve.Bin before = null;
        for (CalibrationCurve.Bin bin : calibration.bins()) {
            if (bin.count() == 0) {
                continue;
            }
            if (before != null) {
                chart.line(
                        before.confidence(),
                        before.accuracy(),
                        bin.confidence(),
                        bin.accuracy(),
                        "curve first");
            }
            before = bin;
        }
        for (CalibrationCurve.Bin bin : calibration.bins()) {
            if (bin.count() > 0) {
                mark(chart, bin);
            }
        }
        return chart.svg();
    }

    private static void mark(Chart chart, CalibrationCurve.Bin bin) {
        chart.mark(
                Chart.Mark.CIRCLE,
                bin.confidence(),
                bin.accuracy(),
                5,
                "first",
                bin.count() + " zones");
        chart.text(bin.confidence(), bin.accuracy(), -19, "middle", "n " + bin.count());
    }

    static Markup table(CalibrationCurve calibration) {
        Markup table = new Markup().open("table").open("thead").open("tr");
        table.element("th", "Probability", "scope", "col");
        table.element("th", "Zones", "scope", "col");
        table.element("th", "Mean probability", "scope", "col");
        table.element("th", "Share equal", "scope", "col");
        table.close("tr").close("thead").open("tbody");
        for (CalibrationCurve.Bin bin : calibration.bins()) {
            table.open("tr")
                    .element(
                            "th",
                            Numbers.fixed(bin.from(), 1) + " to " + Numbers.fixed(bin.to(), 1),
                            "scope",
                            "row")
                    .element("td", Integer.toString(bin.count()))
                    .element("td", Numbers.fixed(bin.confidence(), 2))
                    .element("td", Numbers.fixed(bin.accuracy(), 2))
                    .close("tr");
        }
        return table.close("tbody").close("table");
    }

    private CalibrationChart() {}
}
