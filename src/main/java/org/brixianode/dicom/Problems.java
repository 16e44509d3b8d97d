package org.brixianode.dicom;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.study.DurationText;

/** Collects the problems of a configuration record, so that all are reported at once. */
public final class Problems {

    /** The library stores timeouts as an int in ms; no useful timeout is longer than this. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final List<String> found = new ArrayList<>();

    /**
     * Adds a problem unless the condition holds.
     *
     * @param problem names the setting and its valid values
     */
    public Problems unless(boolean condition, String problem) {
        if (!condition) {
            found.add(problem);
        }
        return this;
    }

    /** Adds a problem unless the duration is from 1 ms to 1 day. */
    public Problems checkWait(String setting, Duration wait) {
        return unless(
                wait.toMillis() >= 1 && wait.compareTo(LONGEST_WAIT) <= 0,
                setting + " must be between 1 ms and 1 day, not " + DurationText.of(wait));
    }

    /**
     * @throws IllegalArgumentException with every problem, if there is one
     */
    public void throwIfAny(String what) {
        if (!found.isEmpty()) {
            throw new IllegalArgumentException(what + ": " + String.join("; ", found));
        }
    }
}
