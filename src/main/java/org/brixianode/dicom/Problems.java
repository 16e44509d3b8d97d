package org.brixianode.dicom;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a configuration record, so that all of it is said at once. */
public final class Problems {

    /** The library counts its waits in milliseconds of an int; this is also longer than useful. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final List<String> found = new ArrayList<>();

    /**
     * Notes a problem unless the condition holds.
     *
     * @param problem names the setting and says what it must be
     */
    public Problems unless(boolean condition, String problem) {
        if (!condition) {
            found.add(problem);
        }
        return this;
    }

    /** Notes a problem unless the wait is at least a millisecond and at most a day. */
    public Problems checkWait(String setting, Duration wait) {
        return unless(
                wait.toMillis() >= 1 && wait.compareTo(LONGEST_WAIT) <= 0,
                setting + " must be between 1 ms and 1 day, not " + wait);
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
