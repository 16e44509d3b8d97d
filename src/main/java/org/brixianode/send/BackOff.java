package org.brixianode.send;

import java.time.Duration;
import org.brixianode.dicom.Problems;
import org.brixianode.study.DurationText;

/**
 * Exponential back-off: the wait doubles from the first to the longest, and each is shortened by a
 * random jitter, so that deliveries that failed together are not retried together.
 *
 * @param first wait after the first failure
 * @param longest longest wait
 * @param jitter largest fraction of a wait, 0 to 1, by which it is shortened
 */
public record BackOff(Duration first, Duration longest, double jitter) {

    public static final BackOff DEFAULT =
            new BackOff(Duration.ofSeconds(5), Duration.ofDays(1), 0.2);

    private static final int MAX_DOUBLINGS = 30;

    /**
     * @throws IllegalArgumentException with every problem
     */
    public BackOff {
        new Problems()
                .checkWait("retry-first", first)
                .checkWait("retry-longest", longest)
                .unless(
                        longest.compareTo(first) >= 0,
                        "retry-longest must not be shorter than retry-first, "
                                + DurationText.of(longest)
                                + " < "
                                + DurationText.of(first))
                .unless(
                        jitter >= 0 && jitter <= 1,
                        "retry-jitter must be between 0 and 1, not " + jitter)
                .throwIfAny("back-off");
    }

    /**
     * @param failures number of failed attempts, 1 or more
     * @param chance a random number, 0 (full wait) to 1 (shortest wait)
     */
    public Duration after(int failures, double chance) {
        int doublings = Math.min(Math.max(failures, 1) - 1, MAX_DOUBLINGS);
        double wholeMs = Math.min(first.toMillis() * Math.pow(2, doublings), longest.toMillis());
        return Duration.ofMillis(Math.round(wholeMs * (1 - jitter * chance)));
    }
}
