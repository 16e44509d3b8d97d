package org.brixianode.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A clock that runs like the system's, ahead of it by what a test adds. */
public final class ShiftedClock extends UtcClock {

    private final Clock system = Clock.systemUTC();
    private volatile Duration ahead = Duration.ZERO;

    public synchronized void advance(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public Instant instant() {
        return system.instant().plus(ahead);
    }
}
