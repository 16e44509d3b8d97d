package org.brixianode.ops.notify;

import java.time.Duration;

/**
 * Who is notified of alarms, and how often.
 *
 * @param interval least time between two messages; what happens in between is told in one
 */
public record NotifyConfig(Duration interval) {

    private static final Duration MIN = Duration.ofSeconds(1);

    /**
     * @throws IllegalArgumentException if the interval is shorter than a second
     */
    public NotifyConfig {
        if (interval.compareTo(MIN) < 0) {
            throw new IllegalArgumentException("notify.interval must be 1 s or more");
        }
    }
}
