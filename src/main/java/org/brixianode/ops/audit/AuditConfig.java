package org.brixianode.ops.audit;

import java.time.Duration;

/**
 * How long the audit trail is kept.
 *
 * @param keep age after which its files are deleted
 */
public record AuditConfig(Duration keep) {

    private static final Duration MIN = Duration.ofDays(1);

    /**
     * @throws IllegalArgumentException if it is kept for less than a day
     */
    public AuditConfig {
        if (keep.compareTo(MIN) < 0) {
            throw new IllegalArgumentException("audit.keep must be 1 day or more");
        }
    }
}
