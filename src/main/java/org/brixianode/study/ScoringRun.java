package org.brixianode.study;

import java.time.Instant;

/**
 * Which scoring of a source image a result comes from. It goes into the result's UIDs: the same
 * scoring repeated after a crash names the same objects, another scoring others.
 *
 * @param name not empty
 */
public record ScoringRun(String name) {

    private static final String NODES = "run ";

    /**
     * @throws IllegalArgumentException if the name is empty
     */
    public ScoringRun {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a scoring run needs a name");
        }
    }

    /**
     * A node's.
     *
     * @param number counts the scorings of one source, from 1
     */
    public static ScoringRun ofNode(int number) {
        return new ScoringRun(NODES + number);
    }

    /** Whether a node counts it. */
    public boolean isNodes() {
        return name.startsWith(NODES);
    }

    /** One without a node and its count. */
    public static ScoringRun ofCommand(Instant at) {
        return new ScoringRun("command at " + at);
    }
}
