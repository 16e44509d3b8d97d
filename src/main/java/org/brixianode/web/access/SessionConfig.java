package org.brixianode.web.access;

import java.time.Duration;
import org.brixianode.study.DurationText;

/**
 * Duration of sessions.
 *
 * @param idle a session ends after this time without a request
 * @param longest a session ends after this time in any case
 */
public record SessionConfig(Duration idle, Duration longest) {

    private static final Duration MIN = Duration.ofMinutes(1);
    private static final Duration MAX = Duration.ofDays(7);

    public static final SessionConfig DEFAULT =
            new SessionConfig(Duration.ofMinutes(30), Duration.ofHours(12));

    /**
     * @throws IllegalArgumentException if a time is out of range
     */
    public SessionConfig {
        if (idle.compareTo(MIN) < 0 || longest.compareTo(idle) < 0 || longest.compareTo(MAX) > 0) {
            throw new IllegalArgumentException(
                    "session.idle must be 1 minute or more, and session.longest not less than it and 7 days at most, not %s and %s"
                            .formatted(DurationText.of(idle), DurationText.of(longest)));
        }
    }
}
