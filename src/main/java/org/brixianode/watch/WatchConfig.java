package org.brixianode.watch;

import java.time.Duration;

/**
 * When the node raises alarms.
 *
 * @param interval time between two checks
 */
public record WatchConfig(Duration interval) {

    private static final Duration MIN = Duration.ofSeconds(1);

    /**
     * @throws IllegalArgumentException if the interval is shorter than a second
     */
    public WatchConfig {
        if (interval.compareTo(MIN) < 0) {
            throw new IllegalArgumentException("watch.interval must be 1 s or more");
        }
    }
}
