package org.brixianode.score;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.brixianode.study.ScoreInterval;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** Converts a score sheet to JSON, without its rasters. */
public final class ScoreJson {

    /**
     * Keys {@code zones}, {@code expected}, {@code probabilities}, {@code rule}, {@code
     * notMostProbable}, {@code uncertain}, {@code global}, {@code expectedGlobal}, {@code interval}
     * where there is one, {@code notAssessable}, {@code model}, {@code remarks}.
     */
    public static Map<String, Object> of(ScoreSheet sheet) {
        Map<Zone, Object> scores = new TreeMap<>();
        Map<Zone, Object> expected = new TreeMap<>();
        Map<Zone, Object> probabilities = new TreeMap<>();
        sheet.zones()
                .forEach(
                        (zone, score) -> {
                            scores.put(zone, score.score());
                            expected.put(zone, rounded(score.expected()));
                            probabilities.put(zone, score.probabilities());
                        });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("zones", scores);
        json.put("expected", expected);
        json.put("probabilities", probabilities);
        json.put("rule", sheet.rule().kind());
        json.put("notMostProbable", sheet.notMostProbable().stream().map(ZoneScore::zone).toList());
        json.put("uncertain", sheet.uncertain());
        json.put("global", sheet.global());
        json.put("expectedGlobal", rounded(sheet.expectedGlobal()));
        sheet.interval().ifPresent(interval -> json.put("interval", of(interval)));
        json.put("notAssessable", sheet.notAssessable());
        json.put("model", sheet.model().toString());
        json.put("remarks", sheet.remarks());
        return json;
    }

    private static Map<String, Object> of(ScoreInterval interval) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("low", interval.low());
        json.put("high", interval.high());
        json.put("coverage", interval.coverage());
        return json;
    }

    /** Rounds to four decimals, like the probabilities. */
    public static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    private ScoreJson() {}
}
