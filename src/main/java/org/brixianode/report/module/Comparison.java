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
 * A score beside the latest earlier one of the same patient.
 *
 * @param priorTime when the earlier image was taken, or scored where that is not known
 * @param priorGlobal its total, 0 to 18
 * @param difference how much the total has grown since
 * @param changes the zones that differ, for people: {@code A 3 to 2}
 * @param zones how much each zone has grown since
 * @param sameModel whether both scores come from one model
 */
public record Comparison(
        String priorTime,
        int priorGlobal,
        int difference,
        List<String> changes,
        Map<Zone, Integer> zones,
        boolean sameModel) {

    /** Absent where the patient has no earlier result. */
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

    /** Whether zones changed and the total did not. */
    public boolean redistributed() {
        return difference == 0 && !changes.isEmpty();
    }

    /** The total's direction as a coded value; the same total by other zones is no "no change". */
    public Code direction() {
        return redistributed() ? Codes.REDISTRIBUTED : code(difference);
    }

    /** A zone's direction as a coded value; absent where the earlier result has no such zone. */
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
