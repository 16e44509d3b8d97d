package org.brixianode.report.module;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.brixianode.study.DecisionRule;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.ScoreInterval;
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
                        notAssessable(sheet).orElse(""),
                        quality(result.finding()),
                        promise(sheet).orElse(""),
                        lung(sheet, Zone.Side.RIGHT) + " " + lung(sheet, Zone.Side.LEFT),
                        comparison(result.finding()),
                        notMostProbable(sheet).orElse(""),
                        leastCertain(sheet),
                        scoredBy(result),
                        error(sheet.rule()).orElse(""),
                        Result.RESEARCH_USE + ".");
        return lines.filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    /** The remarks on quality, one a line, without what the line on zones not assessable says. */
    private static String quality(Finding finding) {
        return finding.qualityRemarks().stream()
                .filter(remark -> !remark.startsWith(ScoreSheet.NOT_ASSESSABLE))
                .collect(Collectors.joining("\n"));
    }

    /** The change since the earlier result, or why there is no comparison. */
    public static String comparison(Finding finding) {
        List<String> sentences = new ArrayList<>();
        Comparison.of(finding)
                .ifPresentOrElse(
                        change -> {
                            sentences.add(change.sentence());
                            finding.earlier()
                                    .veto()
                                    .map(EarlierWords::veto)
                                    .ifPresent(sentences::add);
                        },
                        () -> sentences.add(EarlierWords.sentence(finding.earlier())));
        if (finding.earlier().isIncomplete()) {
            sentences.add(EarlierWords.NOT_IN_TIME);
        }
        return String.join(" ", sentences);
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
        return "Brixia score %s, expected value %s."
                .formatted(globalWithInterval(sheet), Texts.decimal(sheet.expectedGlobal()));
    }

    /** The global score, as in {@code 9 of 18 (90 %: 6 to 12)}. */
    public static String globalWithInterval(ScoreSheet sheet) {
        return "%d of %d%s"
                .formatted(
                        sheet.global(),
                        MAX_GLOBAL,
                        sheet.interval().map(one -> " (" + interval(one) + ")").orElse(""));
    }

    /** An interval, as in {@code 90 %: 6 to 12}. */
    public static String interval(ScoreInterval interval) {
        return "%d %%: %d to %d"
                .formatted(interval.coveragePercent(), interval.low(), interval.high());
    }

    /** What the interval promises, or why there is none; empty if the model gives none. */
    public static Optional<String> promise(ScoreSheet sheet) {
        if (sheet.interval().isEmpty()) {
            return sheet.rule()
                    .interval()
                    .map(rule -> "No interval of the global score: a zone is not assessable.");
        }
        return sheet.rule()
                .interval()
                .map(
                        rule ->
                                "Interval: set to hold the radiologist's score on %d %% of %d held-out images."
                                        .formatted(
                                                sheet.interval().orElseThrow().coveragePercent(),
                                                rule.images()));
    }

    /** The zones that count in the global score although they have too little lung. */
    public static Optional<String> notAssessable(ScoreSheet sheet) {
        List<Zone> zones = sheet.notAssessable();
        String names = zones.stream().map(Zone::name).collect(Collectors.joining(", "));
        return zones.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "Included though not assessable: %s %s."
                                .formatted(zones.size() == 1 ? "zone" : "zones", names));
    }

    /** The model's error, as its card says. */
    public static Optional<String> error(DecisionRule rule) {
        return rule.error()
                .map(
                        error ->
                                "Mean absolute error on %d held-out images: %s a zone, %s of the global score."
                                        .formatted(
                                                error.images(),
                                                Texts.decimal(error.zone()),
                                                Texts.decimal(error.global())));
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
        if (sheet.notAssessable().contains(score.zone())) {
            text.append(" Not assessable: too little lung in the zone.");
        }
        return text.append(sheet.rule().isUncertain(score) ? " Uncertain." : "").toString();
    }

    /** Meaning of one grade. */
    public static String grade(int grade) {
        return GRADES.get(grade);
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
