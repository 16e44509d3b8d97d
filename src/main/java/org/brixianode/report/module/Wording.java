package org.brixianode.report.module;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** A score in plain words, in the language that the report declares (en-US), in ASCII. */
public final class Wording {

    /** Largest total: six zones, 3 each. */
    public static final int MAX_GLOBAL = 18;

    private static final List<String> GRADES =
            List.of(
                    "no abnormality",
                    "interstitial",
                    "interstitial and alveolar, interstitial dominant",
                    "interstitial and alveolar, alveolar dominant");

    /** For example {@code right upper}; the sides are the patient's. */
    public static String place(Zone zone) {
        return (zone.side() + " " + zone.level()).toLowerCase(Locale.ROOT);
    }

    /** The result in a few lines, the most important first. */
    public static String summary(Result result) {
        ScoreSheet sheet = result.sheet();
        Stream<String> lines =
                Stream.of(
                        total(sheet),
                        lung(sheet, Zone.Side.RIGHT) + " " + lung(sheet, Zone.Side.LEFT),
                        Comparison.of(result.finding()).map(Comparison::sentence).orElse(""),
                        leastCertain(sheet),
                        scoredBy(result),
                        Result.RESEARCH_USE + ".");
        return lines.filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    private static String total(ScoreSheet sheet) {
        return "Brixia score %d of %d (expected value %s)."
                .formatted(sheet.global(), MAX_GLOBAL, Texts.decimal(sheet.expectedGlobal()));
    }

    private static String lung(ScoreSheet sheet, Zone.Side side) {
        String zones =
                sheet.zones().values().stream()
                        .filter(score -> score.zone().side() == side)
                        .map(Wording::levelAndScore)
                        .collect(Collectors.joining(", "));
        return (side == Zone.Side.RIGHT ? "Right" : "Left") + " lung: " + zones + ".";
    }

    private static String levelAndScore(ZoneScore score) {
        Zone zone = score.zone();
        return "%s (%s) %d"
                .formatted(zone.level().name().toLowerCase(Locale.ROOT), zone, score.score());
    }

    private static String leastCertain(ScoreSheet sheet) {
        ZoneScore least =
                sheet.zones().values().stream()
                        .min(Comparator.comparingDouble(ZoneScore::confidence))
                        .orElseThrow();
        return "Least certain zone: %s, probability %s."
                .formatted(least.zone(), Texts.decimal(least.confidence()));
    }

    private static String scoredBy(Result result) {
        return "Scored "
                + result.time().text()
                + " by model "
                + Texts.longString(result.sheet().model().toString())
                + ".";
    }

    /** One zone in a line. */
    public static String zone(ZoneScore score) {
        return "Zone %s (%s): score %d (expected %s, probability %s)"
                .formatted(
                        score.zone(),
                        place(score.zone()),
                        score.score(),
                        Texts.decimal(score.expected()),
                        Texts.decimal(score.confidence()));
    }

    /** What the grades mean. */
    public static String scale() {
        StringBuilder text = new StringBuilder("Grades per zone:");
        for (int grade = 0; grade < GRADES.size(); grade++) {
            text.append(grade == 0 ? " " : "; ").append(grade).append(' ');
            text.append(GRADES.get(grade));
        }
        return text.append('.').toString();
    }

    private Wording() {}
}
