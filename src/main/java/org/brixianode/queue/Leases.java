package org.brixianode.queue;

import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.brixianode.study.StageException;

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
     * Renews claims, in the order of their rows. A lease that has expired is renewed too, as long
     * as the row has not been claimed again.
     *
     * @param update sets {@code lease_until} where a row is under this claim; takes the end of the
     *     lease, the row, the holder and the number of the claim
     * @param row its primary key
     * @param claims number of the claim
     * @return the claims under which rows are no longer held; the same row may be held under a
     *     later one
     */
    static <T> List<T> renew(
            QueueDatabase database,
            String update,
            Collection<T> held,
            Instant leaseUntil,
            ToLongFunction<T> row,
            ToIntFunction<T> claims)
            throws StageException {
        List<T> inOrder = held.stream().sorted(Comparator.comparingLong(row)).toList();
        return database.run(
                "renew leases",
                sql -> {
                    List<T> lost = new ArrayList<>();
                    for (T claim : inOrder) {
                        int updatedRows =
                                sql.update(
                                        update,
                                        leaseUntil,
                                        row.applyAsLong(claim),
                                        database.holder(),
                                        claims.applyAsInt(claim));
                        if (updatedRows == 0) {
                            lost.add(claim);
                        }
                    }
                    return lost;
                });
    }

    /**
     * Puts back claimed rows whose lease has expired, whichever node held them.
     *
     * @param claimed the state of claimed rows
     * @param update puts a row back; its primary key is appended
     * @return their primary keys
     */
    static List<Long> requeueExpired(
            QueueDatabase database, String table, String claimed, String update, Instant now)
            throws StageException {
        return database.run(
                "put back expired claims of " + table,
                sql -> {
                    List<Long> expired = expired(sql, table, claimed, now);
                    for (long id : expired) {
                        sql.update(update + " WHERE id = ?", id);
                    }
                    return expired;
                });
    }

    /**
     * Locks the claimed rows whose lease has expired until the transaction ends; skips rows locked
     * by another transaction, such as one that renews or ends them.
     *
     * @param claimed the state of claimed rows
     */
    private static List<Long> expired(Sql sql, String table, String claimed, Instant now)
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
