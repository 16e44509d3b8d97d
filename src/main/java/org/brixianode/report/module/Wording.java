package org.brixianode.report.module;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.brixianode.study.DecisionRule;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** Describes a score in plain text, in the report's declared language (en-US), in ASCII. */
public final class Wording {

    /** Title of every report, used as series description and first line. */
    public static final String TITLE = "Automatic Brixia score (AI, research use)";

    /** Largest global score: six zones, 3 each. */
    public static final int MAX_GLOBAL = 18;

    private static final List<String> GRADES =
            List.of(
                    "no abnormality",
                    "interstitial",
                    "interstitial and alveolar, interstitial dominant",
                    "interstitial and alveolar, alveolar dominant");

    /** Name of a zone, as in {@code right upper}; the sides are the patient's. */
    public static String place(Zone zone) {
        return (zone.side() + " " + zone.level()).toLowerCase(Locale.ROOT);
    }

    /** Name of a lung of the patient, as in {@code Right lung}. */
    public static String lung(Zone.Side side) {
        return (side == Zone.Side.RIGHT ? "Right" : "Left") + " lung";
    }

    /** A summary of the result, the most important first. */
    public static String summary(Result result) {
        ScoreSheet sheet = result.sheet();
        Stream<String> lines =
                Stream.of(
                        TITLE + ".",
                        total(sheet),
                        lung(sheet, Zone.Side.RIGHT) + " " + lung(sheet, Zone.Side.LEFT),
                        comparison(result.finding()),
                        notMostProbable(sheet).orElse(""),
                        leastCertain(sheet),
                        scoredBy(result),
                        Result.RESEARCH_USE + ".");
        return lines.filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    /** The change since the earlier result, or why there is no comparison. */
    public static String comparison(Finding finding) {
        Optional<Comparison> change = Comparison.of(finding);
        if (change.isEmpty()) {
            return EarlierWords.sentence(finding.earlier());
        }
        return finding.earlier()
                .veto()
                .map(veto -> change.get().sentence() + " " + EarlierWords.veto(veto))
                .orElseGet(change.get()::sentence);
    }

    /** Lists the zones in which another grade is more probable than the score. */
    public static Optional<String> notMostProbable(ScoreSheet sheet) {
        List<ZoneScore> zones = sheet.notMostProbable();
        String names =
                zones.stream()
                        .map(
                                score ->
                                        "%s %d (most probable %d)"
                                                .formatted(
                                                        score.zone(),
                                                        score.score(),
                                                        score.mostProbableScore()))
                        .collect(Collectors.joining(", "));
        return zones.isEmpty()
                ? Optional.empty()
                : Optional.of("Score is not the most probable grade: " + names + ".");
    }

    /** How a zone's score is chosen from its probabilities. */
    public static String rule(DecisionRule rule) {
        String way =
                switch (rule.kind()) {
                    case MOST_PROBABLE -> "its most probable grade";
                    case ROUNDED_MEAN ->
                            "the expected grade, rounded; another" + " grade can be more probable";
                    case MEDIAN ->
                            "the lowest grade whose cumulative probability reaches one half; another grade can be more probable";
                };
        return "Score of a zone: " + way + ".";
    }

    /** Name of the algorithm in every result. */
    public static String algorithm(ModelIdentity model) {
        return "BS-Net, model " + model.id();
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
        return lung(side) + ": " + zones + ".";
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
                .formatted(least.zone(), Texts.probability(least.confidence()));
    }

    private static String scoredBy(Result result) {
        return "Scored "
                + result.time().text()
                + " by model "
                + Texts.longString(result.sheet().model().toString())
                + ".";
    }

    /**
     * Describes one zone in a few sentences.
     *
     * @param sheet the score sheet of the zone
     */
    public static String zone(ScoreSheet sheet, ZoneScore score) {
        StringBuilder text = new StringBuilder();
        text.append(
                "Zone %s (%s): score %d (expected %s, probability %s)."
                        .formatted(
                                score.zone(),
                                place(score.zone()),
                                score.score(),
                                Texts.decimal(score.expected()),
                                Texts.probability(score.confidence())));
        text.append(" Probabilities of grades 0 to 3: ");
        text.append(
                score.probabilities().stream()
                        .map(Texts::probability)
                        .collect(Collectors.joining(", ")));
        text.append('.');
        if (!score.isMostProbable()) {
            text.append(" Not the most probable grade, which is ");
            text.append(score.mostProbableScore()).append('.');
        }
        return text.append(sheet.rule().isUncertain(score) ? " Uncertain." : "").toString();
    }

    /** Meaning of the grades. */
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
