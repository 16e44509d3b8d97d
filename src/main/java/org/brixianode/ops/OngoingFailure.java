package org.brixianode.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Logs an ongoing failure: one line when it begins, one per interval while it lasts, and one when
 * it ends. Thread-safe.
 */
public final class OngoingFailure {

    private final Logger log;
    private final String what;
    private final Duration interval;
    private final Clock clock;
    private Optional<Instant> since = Optional.empty();
    private Instant lastLogged = Instant.MIN;
    private long failures;

    /**
     * @param what the failure, as in "scoring pauses"; precedes each reason
     * @param interval time between two lines while it lasts
     */
    public OngoingFailure(Logger log, String what, Duration interval, Clock clock) {
        this.log = log;
        this.what = what;
        this.interval = interval;
        this.clock = clock;
    }

    /**
     * Reports a failure with an exception.
     *
     * @param reason the cause and what to do
     * @param cause exception whose stack trace is logged with each line at level DEBUG
     */
    public synchronized void failed(String reason, Throwable cause) {
        if (report(reason)) {
            log.debug("{}", what, cause);
        }
    }

    /** Reports a failure without an exception. */
    public synchronized void failed(String reason) {
        report(reason);
    }

    /** Logs the reason unless the interval has not passed; returns whether it was logged. */
    private boolean report(String reason) {
        Instant now = clock.instant();
        failures++;
        if (since.isEmpty()) {
            since = Optional.of(now);
            log.error("{}: {}", what, reason);
        } else if (!now.isBefore(lastLogged.plus(interval))) {
            log.error("{}, since {}, {} failures: {}", what, since.get(), failures, reason);
        } else {
            return false;
        }
        lastLogged = now;
        return true;
    }

    /** Reports success, which ends the failure. */
    public synchronized void recovered() {
        if (since.isPresent()) {
            log.info("{}: over, it began at {}", what, since.get());
            since = Optional.empty();
            failures = 0;
        }
    }

    /** When the failure began; empty if there is none. */
    public synchronized Optional<Instant> since() {
        return since;
    }
}
