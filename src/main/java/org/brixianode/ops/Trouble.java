package org.brixianode.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Something that works or fails, as the log tells it: one line when it begins to fail, one at each
 * interval while it goes on failing, and one when it works again. Thread-safe.
 */
public final class Trouble {

    private final Logger log;
    private final String what;
    private final Duration interval;
    private final Clock clock;
    private Optional<Instant> since = Optional.empty();
    private Instant lastSaid = Instant.MIN;
    private long failures;

    /**
     * @param what the trouble, as in "scoring pauses"; stands in front of each reason
     * @param interval between two lines while it lasts
     */
    public Trouble(Logger log, String what, Duration interval, Clock clock) {
        this.log = log;
        this.what = what;
        this.interval = interval;
        this.clock = clock;
    }

    /**
     * It failed.
     *
     * @param reason what is wrong and what to do
     * @param cause whose stack trace stands under each line at level DEBUG
     */
    public synchronized void failed(String reason, Throwable cause) {
        if (report(reason)) {
            log.debug("{}", what, cause);
        }
    }

    /** It fails, without an exception. */
    public synchronized void failed(String reason) {
        report(reason);
    }

    /** Whether it was said. */
    private boolean report(String reason) {
        Instant now = clock.instant();
        failures++;
        if (since.isEmpty()) {
            since = Optional.of(now);
            log.error("{}: {}", what, reason);
        } else if (!now.isBefore(lastSaid.plus(interval))) {
            log.error("{}, since {}, {} failures: {}", what, since.get(), failures, reason);
        } else {
            return false;
        }
        lastSaid = now;
        return true;
    }

    /** It works. */
    public synchronized void over() {
        if (since.isPresent()) {
            log.info("{}: over, it began at {}", what, since.get());
            since = Optional.empty();
            failures = 0;
        }
    }

    /** Since when it fails; empty while it works. */
    public synchronized Optional<Instant> since() {
        return since;
    }
}
