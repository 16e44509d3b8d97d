package org.brixianode.score;

import org.brixianode.study.ScoreSheet;

/** What became of one radiograph. */
public sealed interface Scoring {

    /**
     * It has a score.
     *
     * @param sheet all that the model says
     */
    record Scored(ScoreSheet sheet) implements Scoring {}

    /**
     * It cannot be scored.
     *
     * @param reason in a radiographer's words
     */
    record Refused(String reason) implements Scoring {}
}
