package org.brixianode.queue;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/** SQL for the leases of jobs and deliveries. */
final class Leases {

    /** The suffix that {@link QueueConfig#holder} appends to a node's name. */
    private static final Pattern PROCESS = Pattern.compile("#[0-9a-f]{8}$");

    /** Condition of a claimed row whose lease has expired. */
    static final String IS_EXPIRED = "(lease_until IS NULL OR lease_until <= ?)";

    /** Later than the expiry of any lease. */
    static final Instant FOREVER = Instant.parse("9999-01-01T00:00:00Z");

    /** The holder and the expiry of a lease, for messages. */
    static String text(String holder, Instant until) {
        return "on node %s, whose lease ends at %s unless it is renewed"
                .formatted(
                        PROCESS.matcher(holder).replaceFirst(""),
                        until.truncatedTo(ChronoUnit.SECONDS));
    }

    /**
     * Locks the claimed rows whose lease has expired until the transaction ends; skips rows locked
     * by another transaction, such as one that renews or ends them.
     *
     * @param claimed the state of claimed rows
     */
    static List<Long> expired(Sql sql, String table, String claimed, Instant now)
            throws SQLException {
        String condition = "state = '%s' AND %s".formatted(claimed, IS_EXPIRED);
        List<Long> candidates =
                sql.list(
                        row -> row.getLong(1),
                        "SELECT id FROM %s WHERE %s ORDER BY id".formatted(table, condition),
                        now);
        return Locks.lockAvailable(sql, table, condition, candidates, candidates.size(), now);
    }

    private Leases() {}
}
