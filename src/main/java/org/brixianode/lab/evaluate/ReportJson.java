package org.brixianode.lab.evaluate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.brixianode.lab.data.BadRow;
import org.brixianode.study.Zone;
import org.jspecify.annotations.Nullable;

/** A report as a JSON object: figures rounded to four decimals, null where there is none. */
public final class ReportJson {

    /** Keys are those of docs/commands.md. */
    public static Map<String, Object> of(EvaluationReport report) {
        EvaluationReport.Subject subject = report.subject();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", subject.model().id());
        json.put("modelVersion", subject.model().version());
        json.put("modelDigest", subject.model().digest());
        json.put("modelListsItsImages", subject.memory() == EvaluationReport.Memory.LISTED);
        json.put("data", subject.data());
        json.put("date", subject.at().toString());
        json.put("rows", report.rows());
        json.put("leftOut", report.leftOut().stream().map(ReportJson::row).toList());
        json.put("keptOut", part(report.keptOut()));
        json.put("learnedFrom", part(report.learnedFrom()));
        return json;
    }

    private static Map<String, Object> row(BadRow row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("row", row.row());
        json.put("image", row.image());
        json.put("reasons", row.reasons());
        return json;
    }

    private static Map<String, Object> part(Measured measured) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("images", measured.evaluation().cases().size());
        json.put("patients", measured.evaluation().patients());
        json.put("lungsDice", number(measured.evaluation().dice().orElse(Double.NaN)));
        measured.agreements().forEach((pair, figures) -> json.put(pair.label(), pair(figures)));
        json.put("calibration", calibration(measured.calibration()));
        measured.interval().ifPresent(one -> json.put("interval", one.fields(ReportJson::number)));
        return json;
    }

    private static Map<String, Object> pair(Agreement figures) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("images", figures.ratings().images());
        put(json, "zoneMae", figures.zoneError().mean());
        json.put("zoneMaeSd", number(figures.zoneError().sd()));
        json.put("zoneMaeByZone", byZone(zone -> number(figures.error(zone).mean().value())));
        put(json, "globalMae", figures.globalError().mean());
        json.put("globalMaeSd", number(figures.globalError().sd()));
        put(json, "globalCorrelation", figures.correlation());
        put(json, "equalScores", figures.equal());
        put(json, "kappaLinear", figures.linearKappa());
        put(json, "kappaQuadratic", figures.quadraticKappa());
        json.put("globalDifference", difference(figures.globalDifference()));
        json.put("confusion", figures.confusion().rows());
        json.put("zones", byZone(zone -> zone(figures, zone)));
        return json;
    }

    private static Map<String, Object> zone(Agreement figures, Zone zone) {
        Map<String, Object> json = new LinkedHashMap<>();
        put(json, "mae", figures.error(zone).mean());
        json.put("maeSd", number(figures.error(zone).sd()));
        put(json, "kappaQuadratic", figures.kappa(zone));
        json.put("confusion", figures.confusion(zone).rows());
        return json;
    }

    private static void put(Map<String, Object> json, String key, Estimate estimate) {
        json.put(key, number(estimate.value()));
        json.put(key + "Interval", interval(estimate));
    }

    private static List<Object> interval(Estimate estimate) {
        return Arrays.asList(number(estimate.interval().low()), number(estimate.interval().high()));
    }

    private static Map<String, Object> byZone(Function<Zone, Object> figure) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (Zone zone : Zone.values()) {
            json.put(zone.name(), figure.apply(zone));
        }
        return json;
    }

    private static Map<String, Object> difference(BlandAltman difference) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bias", number(difference.bias()));
        json.put("sd", number(difference.sd()));
        json.put("lowerLimit", number(difference.lower()));
        json.put("upperLimit", number(difference.upper()));
        return json;
    }

    private static Map<String, Object> calibration(CalibrationCurve calibration) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("expectedError", number(calibration.expectedError()));
        json.put(
                "bins",
                calibration.bins().stream()
                        .map(
                                bin -> {
                                    Map<String, Object> one = new LinkedHashMap<>();
                                    one.put("from", bin.from());
                                    one.put("to", bin.to());
                                    one.put("count", bin.count());
                                    one.put("confidence", number(bin.confidence()));
                                    one.put("accuracy", number(bin.accuracy()));
                                    return one;
                                })
                        .toList());
        return json;
    }

    /** Null, as JSON has no word for what is not a number. */
    private static @Nullable Object number(double value) {
        return Double.isFinite(value) ? (Object) (Math.round(value * 10000) / 10000.0) : null;
    }

    private ReportJson() {}
}
