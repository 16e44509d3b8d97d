package org.brixianode.testkit;

import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until a test moves it. */
public final class ManualClock extends UtcClock {

    private volatile Instant now;

    public ManualClock(Instant now) {
        this.now = now;
    }

    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    public synchronized void set(Instant to) {
        now = to;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
