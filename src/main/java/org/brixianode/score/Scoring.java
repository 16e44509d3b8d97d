package org.brixianode.score;

import org.brixianode.study.ScoreSheet;

/** The result of scoring one radiograph. */
public sealed interface Scoring {

    /**
     * The image is scored.
     *
     * @param sheet the model's result
     */
    record Scored(ScoreSheet sheet) implements Scoring {}

    /**
     * The image cannot be scored.
     *
     * @param reason the reason, for a radiographer
     */
    record Refused(String reason) implements Scoring {}
}
