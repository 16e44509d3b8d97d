package org.brixianode.score;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.brixianode.study.Affine;
import org.brixianode.study.Raster;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneFrame;

/** Remarks on single zones, for the report. */
final class ZoneRemarks {

    /** Lists the zones with too little lung area. */
    static Optional<String> notAssessable(Affine alignment, Raster lungs) {
        List<Zone> zones = new ZoneFrame(alignment).notAssessable(lungs);
        if (zones.isEmpty()) {
            return Optional.empty();
        }
        String names = zones.stream().map(Zone::name).collect(Collectors.joining(", "));
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "%s (less than %.0f %% of the lungs found there): %s.",
                        ScoreSheet.NOT_ASSESSABLE,
                        100 * ZoneFrame.LEAST_SHARE,
                        names));
    }

    private ZoneRemarks() {}
}
