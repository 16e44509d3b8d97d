package org.brixianode.report.module;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.StoredResult;
import org.brixianode.study.Zone;

/**
 * The comparison of a score with the latest earlier one of the same patient.
 *
 * @param priorTime when the earlier image was acquired, or scored if that is unknown
 * @param priorGlobal earlier global score, 0 to 18
 * @param difference change of the global score since
 * @param changes the zones that differ, as text: {@code A 3 to 2}
 * @param zones change of each zone's score since
 * @param sameModel whether both scores are of the same model
 */
public record Comparison(
        String priorTime,
        int priorGlobal,
        int difference,
        List<String> changes,
        Map<Zone, Integer> zones,
        boolean sameModel) {

    /** Empty if the patient has no earlier result. */
    public static Optional<Comparison> of(Finding finding) {
        return finding.prior().map(prior -> between(prior, finding));
    }

    private static Comparison between(StoredResult prior, Finding finding) {
        ScoreSheet sheet = finding.sheet();
        String when =
                prior.takenAt()
                        .map(finding.time()::imageTime)
                        .orElseGet(() -> finding.time().at(prior.scoredAt()).text());
        return new Comparison(
                when,
                prior.global(),
                sheet.global() - prior.global(),
                changes(prior.zones(), sheet),
                differences(prior.zones(), sheet),
                prior.model().equals(sheet.model()));
    }

    private static List<String> changes(Map<Zone, Integer> before, ScoreSheet sheet) {
        return sheet.zones().values().stream()
                .filter(
                        now ->
                                before.containsKey(now.zone())
                                        && before.get(now.zone()) != now.score())
                .map(now -> now.zone() + " " + before.get(now.zone()) + " to " + now.score())
                .toList();
    }

    private static Map<Zone, Integer> differences(Map<Zone, Integer> before, ScoreSheet sheet) {
        Map<Zone, Integer> differences = new EnumMap<>(Zone.class);
        before.forEach(
                (zone, score) ->
                        differences.put(
                                zone,
                                Objects.requireNonNull(sheet.zones().get(zone)).score() - score));
        return differences;
    }

    /** Whether zone scores changed but the global score did not. */
    public boolean redistributed() {
        return difference == 0 && !changes.isEmpty();
    }

    /**
     * The direction of the global score as a coded value; an equal global score of different zone
     * scores is not "no change".
     */
    public Code direction() {
        return redistributed() ? Codes.REDISTRIBUTED : code(difference);
    }

    /**
     * The direction of a zone's score as a coded value; empty if the earlier result lacks the zone.
     */
    public Optional<Code> direction(Zone zone) {
        return Optional.ofNullable(zones.get(zone)).map(Comparison::code);
    }

    private static Code code(int difference) {
        if (difference == 0) {
            return Codes.NO_CHANGE;
        }
        return difference > 0 ? Codes.INCREASED : Codes.DECREASED;
    }

    /** One or two sentences. */
    public String sentence() {
        String zones = changes.isEmpty() ? "no zone changed" : String.join(", ", changes);
        String caution =
                sameModel ? "" : " The prior was scored by another model: compare with care.";
        return "Prior of %s: %d of 18; change %s (%s).%s"
                .formatted(priorTime, priorGlobal, Texts.signed(difference), zones, caution);
    }
}
