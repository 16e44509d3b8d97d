package org.brixianode.score;

import java.util.List;
import java.util.Optional;
import org.brixianode.study.Raster;

/** placeholder until thresholds are measured */
record LungFinding(Optional<String> refusal, List<String> remarks) {
    static LungFinding of(Raster lungs) {
        return new LungFinding(Optional.empty(), List.of());
    }
}
