package org.brixianode.score;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneFrame;

/** Remarks on single zones, for the report. */
final class ZoneRemarks {

    /** Lists the zones with too little lung area, which count in the global score all the same. */
    static Optional<String> notAssessable(List<Zone> zones) {
        if (zones.isEmpty()) {
            return Optional.empty();
        }
        String names = zones.stream().map(Zone::name).collect(Collectors.joining(", "));
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "%s: %s (less than %.0f %% of the lungs found there); included in the total.",
                        ScoreSheet.NOT_ASSESSABLE,
                        names,
                        100 * ZoneFrame.LEAST_SHARE));
    }

    private ZoneRemarks() {}
}
