package org.brixianode.queue;

import java.time.Duration;
import java.util.Optional;
import org.brixianode.study.DurationText;

/**
 * How the images of one patient depend on each other.
 *
 * @param bounds of the earlier results that a report compares with
 * @param longestWait how long an image waits for earlier ones in the queue at most
 * @param renewAfter how long after an earlier image was scored the reports are renewed that lack
 *     it; empty if none is renewed
 */
public record PriorRules(PriorBounds bounds, Duration longestWait, Optional<Duration> renewAfter) {

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final Duration LONGEST_DELAY = Duration.ofDays(1);

    /** Default bounds and times. */
    public static final PriorRules DEFAULT =
            new PriorRules(
                    PriorBounds.DEFAULT,
                    Duration.ofSeconds(60),
                    Optional.of(Duration.ofSeconds(60)));

    /**
     * @throws IllegalArgumentException if a time is out of range
     */
    public PriorRules {
        if (longestWait.compareTo(SHORTEST_WAIT) < 0 || longestWait.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException(
                    "wait must be 1 s to 10 minutes, not " + DurationText.of(longestWait));
        }
        if (renewAfter.isPresent()
                && (renewAfter.get().isNegative()
                        || renewAfter.get().compareTo(LONGEST_DELAY) > 0)) {
            throw new IllegalArgumentException(
                    "renew-after must be 0 s to 1 day, not " + DurationText.of(renewAfter.get()));
        }
    }
}
