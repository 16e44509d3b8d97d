package org.brixianode.web.access;

import java.time.Duration;
import org.brixianode.study.DurationText;

/**
 * When failed logins lock a user or an address.
 *
 * @param userFailures failed logins of a user
 * @param addressFailures failed logins from an address
 * @param time how long the lock lasts, and how long a failure counts
 */
public record LockOutConfig(int userFailures, int addressFailures, Duration time) {

    private static final int MAX_FAILURES = 1000;
    private static final Duration MIN = Duration.ofSeconds(10);
    private static final Duration MAX = Duration.ofDays(1);

    public static final LockOutConfig DEFAULT = new LockOutConfig(5, 20, Duration.ofMinutes(15));

    /**
     * @throws IllegalArgumentException if a value is out of range
     */
    public LockOutConfig {
        if (userFailures < 1
                || userFailures > MAX_FAILURES
                || addressFailures < 1
                || addressFailures > MAX_FAILURES) {
            throw new IllegalArgumentException(
                    "lock-out.user-failures %d and lock-out.address-failures %d must be 1 to 1000"
                            .formatted(userFailures, addressFailures));
        }
        if (time.compareTo(MIN) < 0 || time.compareTo(MAX) > 0) {
            throw new IllegalArgumentException(
                    "lock-out.time must be 10 s to 1 day, not " + DurationText.of(time));
        }
    }
}
