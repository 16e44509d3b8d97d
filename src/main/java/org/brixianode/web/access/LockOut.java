package org.brixianode.web.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts failed logins by user or by address, and locks after too many. The table is bounded; when
 * it is full, the entry that failed the longest time ago is forgotten. Thread-safe.
 */
final class LockOut {

    private static final class Failures {
        private int count;
        private Instant last = Instant.MIN;
    }

    private final int limit;
    private final Duration time;
    private final int maxEntries;
    private final Clock clock;

    /** In the order of the last failure. */
    private final Map<String, Failures> failures = new LinkedHashMap<>();

    LockOut(int limit, Duration time, int maxEntries, Clock clock) {
        this.limit = limit;
        this.time = time;
        this.maxEntries = maxEntries;
        this.clock = clock;
    }

    /** How long the lock still lasts; empty if there is none. */
    synchronized Optional<Duration> locked(String key) {
        Failures found = current(key);
        return found == null || found.count < limit
                ? Optional.empty()
                : Optional.of(Duration.between(clock.instant(), found.last.plus(time)));
    }

    /** Counts a failed login; returns whether it locks the key. */
    synchronized boolean failed(String key) {
        Failures found = current(key);
        Failures counted = found == null ? new Failures() : found;
        counted.count++;
        counted.last = clock.instant();
        failures.remove(key);
        failures.put(key, counted);
        if (failures.size() > maxEntries) {
            failures.remove(failures.keySet().iterator().next());
        }
        return counted.count == limit;
    }

    /** Forgets the failures. */
    synchronized void succeeded(String key) {
        failures.remove(key);
    }

    synchronized int size() {
        return failures.size();
    }

    private @Nullable Failures current(String key) {
        Failures found = failures.get(key);
        if (found != null && !clock.instant().isBefore(found.last.plus(time))) {
            failures.remove(key);
            return null;
        }
        return found;
    }
}
