package org.brixianode.node;

import java.time.Duration;
import java.time.Instant;
import org.brixianode.study.DurationText;

/**
 * When a running node wrote its state, and whether that is so long ago that the state says nothing
 * about now.
 *
 * @param at time of the check
 * @param interval time until the next check
 */
record LastCheck(Instant at, Duration interval) {

    /** After this many intervals without a check the state is stale. */
    private static final int STALE_INTERVALS = 2;

    private static final Duration STALE_MARGIN = Duration.ofSeconds(10);

    /** Whether the check is so old that no node runs, or the running one hangs. */
    boolean isStale(Instant now) {
        Duration limit = interval.multipliedBy(STALE_INTERVALS).plus(STALE_MARGIN);
        return now.isAfter(at.plus(limit));
    }

    String age(Instant now) {
        return DurationText.of(Duration.between(at, now));
    }
}
