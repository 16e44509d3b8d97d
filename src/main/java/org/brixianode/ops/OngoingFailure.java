package org.brixianode.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;

/**
 * Logs an ongoing failure: one line when it begins, one per interval while it lasts, and one when
 * it ends. Thread-safe.
 */
public final class OngoingFailure {

    /** Reasons in one interval that are logged at once; so a peer cannot fill the log. */
    private static final int MAX_REASONS = 8;

    private final Logger log;
    private final String what;
    private final Duration interval;
    private final Clock clock;
    private Optional<Instant> since = Optional.empty();
    private Instant lastLogged = Instant.MIN;
    private final Set<String> reasons = new HashSet<>();
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

    /**
     * Reports a failure whose reason may change: a reason that was not logged in the present
     * interval is logged at once, up to {@value #MAX_REASONS} of them.
     */
    public synchronized void failedFor(String reason) {
        boolean isNew =
                since.isPresent() && reasons.size() < MAX_REASONS && !reasons.contains(reason);
        if (!report(reason) && isNew) {
            log.error("{}, since {}, now for another reason: {}", what, since.get(), reason);
            reasons.add(reason);
        }
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
        reasons.clear();
        reasons.add(reason);
        return true;
    }

    /** Reports success, which ends the failure. */
    public synchronized void recovered() {
        if (since.isPresent()) {
            log.info("over, it works again: {} (began at {})", what, since.get());
            since = Optional.empty();
            failures = 0;
        }
    }

    /** When the failure began; empty if there is none. */
    public synchronized Optional<Instant> since() {
        return since;
    }
}
