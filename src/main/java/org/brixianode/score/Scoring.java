package org.brixianode.score;

import java.util.Optional;
import org.brixianode.study.ScoreSheet;

/** The result of scoring one radiograph. */
public sealed interface Scoring {

    /**
     * The image is scored.
     *
     * @param sheet the model's result
     * @param missingMap why the sheet has not the configured map but the activation map; empty if
     *     it has the configured one
     */
    record Scored(ScoreSheet sheet, Optional<String> missingMap) implements Scoring {

        /** With the configured map. */
        public Scored(ScoreSheet sheet) {
            this(sheet, Optional.empty());
        }
    }

    /**
     * The image cannot be scored.
     *
     * @param reason the reason, for a radiographer
     */
    record Refused(String reason) implements Scoring {}
}
