package org.brixianode.report;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.brixianode.report.module.Wording;
import org.brixianode.study.ResultKind;

/**
 * Configuration of the result objects.
 *
 * @param timeZone time zone of dates and times if the source declares no offset
 * @param institution Institution Name (0008,0080) of the results; if empty, that of the source
 * @param overlayOpacity opacity of the overlay at the highest severity, 0 to 1
 * @param seriesNumbers Series Numbers (0020,0011) that replace those of the writers, by kind, above
 *     0
 * @param keyObjectFrom lowest total of which a key object is written, 0 to 18; empty for none
 */
public record ReportConfig(
        ZoneId timeZone,
        Optional<String> institution,
        double overlayOpacity,
        Map<ResultKind, Integer> seriesNumbers,
        OptionalInt keyObjectFrom) {

    private static final double DEFAULT_OPACITY = 0.5;

    /** VR LO. */
    private static final int MAX_INSTITUTION = 64;

    /**
     * @throws IllegalArgumentException if a value is out of range
     */
    public ReportConfig {
        require(
                overlayOpacity >= 0 && overlayOpacity <= 1,
                "overlay-opacity must be 0 to 1, not " + overlayOpacity);
        seriesNumbers = Map.copyOf(seriesNumbers);
        seriesNumbers.forEach(
                (kind, number) ->
                        require(
                                number > 0,
                                kind.label() + "-series-number must be 1 or more, not " + number));
        institution.ifPresent(ReportConfig::requireInstitution);
        require(
                keyObjectFrom.orElse(0) >= 0 && keyObjectFrom.orElse(0) <= Wording.MAX_GLOBAL,
                "key-object-from must be off, or 0 to %d, not %d"
                        .formatted(Wording.MAX_GLOBAL, keyObjectFrom.orElse(0)));
    }

    /** Without key objects. */
    public ReportConfig(
            ZoneId timeZone,
            Optional<String> institution,
            double overlayOpacity,
            Map<ResultKind, Integer> seriesNumbers) {
        this(timeZone, institution, overlayOpacity, seriesNumbers, OptionalInt.empty());
    }

    private static void requireInstitution(String name) {
        boolean plain = name.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c));
        require(
                !name.isBlank() && name.length() <= MAX_INSTITUTION && plain,
                "institution must have 1 to 64 characters, without a backslash");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    /** The defaults: the system's time zone, the source's institution, opacity 0.5. */
    public static ReportConfig defaults() {
        return new ReportConfig(
                ZoneId.systemDefault(), Optional.empty(), DEFAULT_OPACITY, Map.of());
    }
}
