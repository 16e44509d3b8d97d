package org.brixianode.receive;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Counts frequent events, so that they are logged at intervals and not one by one. */
final class RateLimitedCounter {

    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private long unreported;
    private long lastReport;

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    RateLimitedCounter(Duration interval, LongSupplier nanoTime) {
        this.intervalNanos = interval.toNanos();
        this.nanoTime = nanoTime;
        this.lastReport = nanoTime.getAsLong() - intervalNanos;
    }

    /**
     * Counts one event.
     *
     * @return the number of events since they were last reported; 0 if the interval has not passed
     */
    synchronized long add() {
        unreported++;
        long now = nanoTime.getAsLong();
        if (now - lastReport < intervalNanos) {
            return 0;
        }
        lastReport = now;
        long count = unreported;
        unreported = 0;
        return count;
    }
}
