package org.brixianode.study;

import java.time.Instant;

/**
 * Identifies one scoring of a source image. It is part of the result's UIDs: a scoring repeated
 * after a crash gives the same UIDs, a new scoring gives others.
 *
 * @param name a name that is not blank
 */
public record ScoringRun(String name) {

    private static final String NODE_PREFIX = "run ";

    /**
     * @throws IllegalArgumentException if the name is empty
     */
    public ScoringRun {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a scoring run needs a name");
        }
    }

    /**
     * A run of the node.
     *
     * @param number number of the scoring of this source, from 1
     */
    public static ScoringRun ofNode(int number) {
        return new ScoringRun(NODE_PREFIX + number);
    }

    /** Whether it is a run of the node. */
    public boolean isNodes() {
        return name.startsWith(NODE_PREFIX);
    }

    /** A run of the {@code score} command, which has no number. */
    public static ScoringRun ofCommand(Instant at) {
        return new ScoringRun("command at " + at);
    }
}
