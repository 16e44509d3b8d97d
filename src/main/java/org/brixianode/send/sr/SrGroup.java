package org.brixianode.send.sr;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.brixianode.study.Zone;

/**
 * A Measurement Group (TID 1501): one zone of the lungs, or both lungs.
 *
 * @param trackingId Tracking Identifier, for display
 * @param trackingUid Tracking Unique Identifier: the same zone of the same patient in every report
 * @param site Finding Site
 * @param modifiers its laterality and topographical modifier, if it has them
 * @param numbers the measurements in order; the first is the score
 * @param evaluations the qualitative evaluations in order
 */
public record SrGroup(
        String trackingId,
        String trackingUid,
        SrCode site,
        List<SrEvaluation> modifiers,
        List<SrNumber> numbers,
        List<SrEvaluation> evaluations) {

    /** The label of a group about both lungs. */
    private static final String WHOLE = "GLOBAL";

    private static final Map<Zone.Side, String> SIDES =
            Map.of(Zone.Side.RIGHT, "24028007", Zone.Side.LEFT, "7771000");

    private static final Map<Zone.Level, String> LEVELS =
            Map.of(
                    Zone.Level.UPPER, "261183002",
                    Zone.Level.MIDDLE, "255562008",
                    Zone.Level.LOWER, "261122009");

    public SrGroup {
        modifiers = List.copyOf(modifiers);
        numbers = List.copyOf(numbers);
        evaluations = List.copyOf(evaluations);
    }

    /** Whether the group is about both lungs, not about a zone. */
    public boolean isWhole() {
        return modifiers.isEmpty();
    }

    /** The score; empty for what was not assessed. */
    public Optional<SrNumber> score() {
        return numbers.stream().findFirst();
    }

    /** The other measurements. */
    public List<SrNumber> others() {
        return numbers.subList(Math.min(1, numbers.size()), numbers.size());
    }

    /** The zone's letter, or GLOBAL for both lungs; else the Tracking Identifier. */
    public String label() {
        if (isWhole()) {
            return WHOLE;
        }
        Set<String> codes =
                modifiers.stream().map(one -> one.value().value()).collect(Collectors.toSet());
        return Arrays.stream(Zone.values())
                .filter(zone -> codes.contains(SIDES.get(zone.side())))
                .filter(zone -> codes.contains(LEVELS.get(zone.level())))
                .map(Zone::name)
                .findFirst()
                .orElse(trackingId);
    }

    /** The site's codes, the same in every report: a key of the zone. */
    public String siteKey() {
        return siteCodes()
                .map(code -> code.scheme() + ":" + code.value())
                .collect(Collectors.joining("/"));
    }

    /** The site in words, as in {@code Lung structure, Right, Upper}. */
    public String siteText() {
        return siteCodes().map(SrCode::meaning).collect(Collectors.joining(", "));
    }

    /** The site's code, then those of its modifiers. */
    public Stream<SrCode> siteCodes() {
        return Stream.concat(Stream.of(site), modifiers.stream().map(SrEvaluation::value));
    }
}
