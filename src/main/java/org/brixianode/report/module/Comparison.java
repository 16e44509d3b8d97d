package org.brixianode.report.module;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.brixianode.study.EarlierResults.Earlier;
import org.brixianode.study.IntervalRule;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.StoredResult;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/**
 * The comparison of a score with an earlier one of the same patient: the latest of an earlier
 * study, or else the latest in this study.
 *
 * @param priorTime when the earlier image was acquired, or scored if that is unknown
 * @param sameStudy whether the earlier image is of the same study
 * @param priorGlobal earlier global score, 0 to 18
 * @param total change of the global score since
 * @param changes the zones that differ, as text: {@code A 3 to 2}
 * @param zones change of each zone's score since
 * @param notAssessable the zones with too little lung in the earlier image
 * @param sameModel whether both scores are of the same model
 */
public record Comparison(
        String priorTime,
        boolean sameStudy,
        int priorGlobal,
        Change total,
        List<String> changes,
        Map<Zone, Change> zones,
        Set<Zone> notAssessable,
        boolean sameModel) {

    /** Copies the collections. */
    public Comparison {
        notAssessable = Set.copyOf(notAssessable);
        changes = List.copyOf(changes);
        zones = Collections.unmodifiableMap(new EnumMap<>(zones));
    }

    /** Empty if the patient has no earlier result. */
    public static Optional<Comparison> of(Finding finding) {
        return finding.earlier().reference().map(prior -> between(prior, finding));
    }

    private static Comparison between(Earlier earlier, Finding finding) {
        ScoreSheet sheet = finding.sheet();
        StoredResult prior = earlier.result();
        Map<Zone, Change> zones = new EnumMap<>(Zone.class);
        sheet.zones().forEach((zone, now) -> zones.put(zone, change(prior, now, sheet)));
        return new Comparison(
                finding.timeOf(prior),
                earlier.sameStudy(),
                prior.global(),
                total(prior, sheet),
                changes(prior, zones, sheet),
                zones,
                prior.notAssessable(),
                prior.model().equals(sheet.model()));
    }

    private static Change change(StoredResult prior, ZoneScore now, ScoreSheet sheet) {
        int whole = now.score() - Objects.requireNonNull(prior.zones().get(now.zone()));
        ZoneScore before = prior.grades().get(now.zone());
        boolean assessable =
                !sheet.notAssessable().contains(now.zone())
                        && !prior.notAssessable().contains(now.zone());
        if (before == null) {
            return Change.unjudged(whole, assessable);
        }
        boolean judged = assessable && prior.model().equals(sheet.model());
        double deviation = Math.sqrt(now.variance() + before.variance());
        return new Change(
                whole,
                OptionalDouble.of(now.expected() - before.expected()),
                judged ? OptionalDouble.of(Change.QUANTILE * deviation) : OptionalDouble.empty(),
                assessable);
    }

    private static Change total(StoredResult prior, ScoreSheet sheet) {
        int whole = sheet.global() - prior.global();
        boolean assessable = sheet.notAssessable().isEmpty() && prior.notAssessable().isEmpty();
        if (prior.grades().isEmpty()) {
            return Change.unjudged(whole, assessable);
        }
        Collection<ZoneScore> both = new ArrayList<>(sheet.zones().values());
        both.addAll(prior.grades().values());
        boolean judged = assessable && prior.model().equals(sheet.model());
        Optional<Double> limit =
                sheet.rule()
                        .interval()
                        .filter(any -> judged)
                        .map(rule -> rule.factor() * IntervalRule.deviation(both));
        return new Change(
                whole,
                OptionalDouble.of(
                        sheet.expectedGlobal() - Course.expectedGlobal(prior.grades().values())),
                limit.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                assessable);
    }

    private static List<String> changes(
            StoredResult prior, Map<Zone, Change> zones, ScoreSheet sheet) {
        List<String> changes = new ArrayList<>();
        zones.forEach(
                (zone, change) -> {
                    int now = Objects.requireNonNull(sheet.zones().get(zone)).score();
                    if (change.whole() != 0) {
                        changes.add(zone + " " + prior.zones().get(zone) + " to " + now);
                    } else if (change.isChanged()) {
                        changes.add(
                                "%s %d, expected %s"
                                        .formatted(
                                                zone,
                                                now,
                                                Texts.signed(change.expected().orElseThrow())));
                    }
                });
        return changes;
    }

    /** Change of the global score as a whole number. */
    public int difference() {
        return total.whole();
    }

    /**
     * The direction of the global score as a coded value; an equal global score of different zone
     * scores is not "no change".
     */
    public Code direction() {
        if (!total.code().equals(Codes.NO_CHANGE) || changes.isEmpty()) {
            return total.code();
        }
        boolean anyChanged = zones.values().stream().anyMatch(zone -> zone.direction() != 0);
        return anyChanged ? Codes.REDISTRIBUTED : Codes.CHANGE_WITHIN;
    }

    /** The direction of a zone's score as a coded value. */
    public Code direction(Zone zone) {
        return change(zone).code();
    }

    /** The change of a zone. */
    public Change change(Zone zone) {
        return Objects.requireNonNull(zones.get(zone));
    }

    /** What is compared with, as the subject of a sentence. */
    public String subject() {
        return (sameStudy ? "Earlier in this study, at " : "Earlier study of ") + priorTime;
    }

    /** A few sentences. */
    public String sentence() {
        String zones = changes.isEmpty() ? "no zone changed" : String.join(", ", changes);
        return "%s: %d of 18; change %s (%s). %s%s"
                .formatted(
                        subject(),
                        priorGlobal,
                        Texts.signed(difference()),
                        zones,
                        missingLung(),
                        uncertainty());
    }

    private String missingLung() {
        String names =
                notAssessable.stream().sorted().map(Zone::name).collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : "Not assessable in the earlier image: " + names + ". ";
    }

    /** Whether the changes exceed their uncertainty. */
    public String uncertainty() {
        if (!sameModel) {
            return "The prior was scored by another model: compare with care; whether a change"
                    + " exceeds its uncertainty is not judged.";
        }
        return (totalUncertainty() + " " + zoneUncertainty()).strip();
    }

    private String totalUncertainty() {
        if (total.limit().isEmpty()) {
            return "Whether the total changed beyond its uncertainty is not judged"
                    + (total.assessable() ? "." : ", since not all zones are assessable.");
        }
        return "Change of the expected total %s, %s its uncertainty (limit %s, %d %%)."
                .formatted(
                        Texts.signed(total.expected().orElseThrow()),
                        total.exceeds().orElseThrow() ? "beyond" : "within",
                        Texts.decimal(total.limit().orElseThrow()),
                        Change.PERCENT);
    }

    private String zoneUncertainty() {
        List<Change> judged =
                zones.values().stream().filter(one -> one.limit().isPresent()).toList();
        String beyond =
                zones.entrySet().stream()
                        .filter(one -> one.getValue().exceeds().orElse(false))
                        .map(one -> one.getKey().name())
                        .collect(Collectors.joining(", "));
        if (judged.isEmpty()) {
            return "";
        }
        return beyond.isEmpty()
                ? "No zone changed beyond its uncertainty."
                : "Zones changed beyond their uncertainty: " + beyond + ".";
    }
}
