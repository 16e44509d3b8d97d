package org.brixianode.queue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.StageException;

/**
 * Storage commitment of delivered objects (PS3.4 J). A delivery that awaits it is SENT with a time
 * at which the destination is asked; it becomes COMMITTED, or WAITING again where the destination
 * reports that it does not have the object. Every call is one transaction.
 */
public final class Commitments {

    /** After this time no report to a request is expected. */
    static final Duration REQUEST_KEPT = Duration.ofDays(90);

    private static final String AWAITS = "state = 'SENT' AND commit_due_at IS NOT NULL";

    private final QueueDatabase database;

    public Commitments(QueueDatabase database) {
        this.database = database;
    }

    /**
     * What a report changed.
     *
     * @param known whether the destination was asked under the report's Transaction UID
     * @param committed SOP Instance UIDs of the deliveries that became COMMITTED
     * @param reopened SOP Instance UIDs of the deliveries that will be sent again
     * @param parked SOP Instance UIDs of the deliveries that were parked
     * @param revoked SOP Instance UIDs of failures that change nothing, because the destination had
     *     committed to the storage before under the same request
     */
    public record Change(
            boolean known,
            Set<String> committed,
            Set<String> reopened,
            Set<String> parked,
            Set<String> revoked) {

        private static Change ofUnknown() {
            return new Change(false, Set.of(), Set.of(), Set.of(), Set.of());
        }
    }

    /**
     * How failures are followed up.
     *
     * @param at when the objects are sent again
     * @param failuresBeforeParking number of reported failures after which a delivery is parked
     */
    public record FollowUp(Instant at, int failuresBeforeParking) {}

    /**
     * Registers a request for the objects of one destination that are due to be asked for, the
     * longest due first. They are due again later, unless a report comes.
     *
     * @param transactionUid Transaction UID of the request
     * @param again when they are asked for again
     * @return the objects; empty if none is due, and no request is registered then
     */
    public List<OutgoingObject> ask(
            String destination, String transactionUid, int max, Instant now, Instant again)
            throws StageException {
        return database.run(
                "ask " + destination + " for storage commitment",
                sql -> ask(sql, destination, transactionUid, max, now, again));
    }

    private static List<OutgoingObject> ask(
            Sql sql, String destination, String transactionUid, int max, Instant now, Instant again)
            throws SQLException {
        List<Long> due =
                sql.list(
                        row -> row.getLong(1),
                        "SELECT id FROM delivery WHERE destination = ? AND state = 'SENT'"
                                + " AND commit_due_at <= ? ORDER BY commit_due_at, id"
                                + " FETCH FIRST ? ROWS ONLY",
                        destination,
                        now,
                        max + Locks.SPARE_CANDIDATES);
        List<OutgoingObject> asked = new ArrayList<>();
        for (long id :
                Locks.lockAvailable(
                        sql, "delivery", "state = 'SENT' AND commit_due_at <= ?", due, max, now)) {
            sql.update(
                    "UPDATE delivery SET commit_due_at = ?, commit_transaction = ?,"
                            + " commit_asks = commit_asks + 1, commit_unanswered = 0 WHERE id = ?",
                    again,
                    transactionUid,
                    id);
            asked.add(DeliveryRows.byId(sql, id).orElseThrow().object());
        }
        if (!asked.isEmpty()) {
            sql.update(
                    "DELETE FROM commitment_request WHERE asked_at < ?", now.minus(REQUEST_KEPT));
            sql.update(
                    "INSERT INTO commitment_request (transaction_uid, destination, asked_at)"
                            + " VALUES (?, ?, ?)",
                    transactionUid,
                    destination,
                    now);
        }
        return asked;
    }

    /**
     * The request did not reach the destination, or was refused: its objects are asked for again.
     *
     * @param error why, for the operator
     * @param unanswered whether the destination was not reached, or did not answer
     */
    public void postpone(String transactionUid, Instant until, String error, boolean unanswered)
            throws StageException {
        database.run(
                "postpone a request for storage commitment",
                sql ->
                        sql.update(
                                "UPDATE delivery SET commit_due_at = ?, last_error = ?,"
                                        + " commit_unanswered = ?"
                                        + " WHERE commit_transaction = ? AND "
                                        + AWAITS,
                                until,
                                Transitions.clip(error),
                                unanswered ? 1 : 0,
                                transactionUid));
    }

    /**
     * Makes the objects due to be asked for now where the destination did not answer the last
     * request, because it has been reached. Those that wait for a report, or for which it refused
     * the request, keep their time.
     *
     * @return the number of objects that are due now
     */
    public int makeUnansweredDueNow(String destination, Instant now) throws StageException {
        return database.run(
                "ask " + destination + " again for storage commitment",
                sql ->
                        sql.update(
                                "UPDATE delivery SET commit_due_at = ? WHERE destination = ?"
                                        + " AND state = 'SENT' AND commit_due_at > ?"
                                        + " AND commit_unanswered = 1",
                                now,
                                destination,
                                now));
    }

    /**
     * The destination does not commit to the storage of objects: what it has been sent is
     * delivered.
     *
     * @return the number of deliveries that do not await commitment any more
     */
    public int notOffered(String destination) throws StageException {
        return database.run(
                "await no storage commitment of " + destination,
                sql ->
                        sql.update(
                                "UPDATE delivery SET commit_due_at = NULL WHERE destination = ? AND "
                                        + AWAITS,
                                destination));
    }

    /**
     * Applies a report of the destination. A success counts under every request, a failure only
     * under the latest for its object, since an earlier one is answered by sending again.
     *
     * @param committed SOP Instance UIDs of the objects that the destination keeps
     * @param failed reasons by SOP Instance UID of those that it does not
     */
    public Change report(
            String destination,
            String transactionUid,
            Collection<String> committed,
            Map<String, String> failed,
            FollowUp failures)
            throws StageException {
        return database.run(
                "storage commitment by " + destination,
                sql -> {
                    Optional<String> asked =
                            sql.first(
                                    row -> row.getString(1),
                                    "SELECT destination FROM commitment_request"
                                            + " WHERE transaction_uid = ?",
                                    transactionUid);
                    if (asked.isEmpty() || !asked.get().equals(destination)) {
                        return Change.ofUnknown();
                    }
                    return report(sql, destination, transactionUid, committed, failed, failures);
                });
    }

    private static Change report(
            Sql sql,
            String destination,
            String transactionUid,
            Collection<String> committed,
            Map<String, String> failed,
            FollowUp failures)
            throws SQLException {
        Set<String> done = new TreeSet<>();
        for (String uid : new TreeSet<>(committed)) {
            int rows =
                    sql.update(
                            "UPDATE delivery SET state = 'COMMITTED', commit_due_at = NULL,"
                                    + " last_error = NULL WHERE destination = ?"
                                    + " AND sop_instance_uid = ? AND state = 'SENT'",
                            destination,
                            uid);
            if (rows > 0) {
                done.add(uid);
            }
        }
        Set<String> reopened = new TreeSet<>();
        Set<String> parked = new TreeSet<>();
        Set<String> revoked = new TreeSet<>();
        for (Map.Entry<String, String> one : new TreeMap<>(failed).entrySet()) {
            String error = Transitions.clip("stored, but not committed: " + one.getValue());
            Object[] which = {destination, one.getKey(), transactionUid};
            if (park(sql, error, failures.failuresBeforeParking(), which)) {
                parked.add(one.getKey());
            } else if (reopen(sql, error, failures.at(), which)) {
                reopened.add(one.getKey());
            } else if (isCommitted(sql, which)) {
                revoked.add(one.getKey());
            }
        }
        return new Change(true, done, reopened, parked, revoked);
    }

    private static final String FAILED =
            ", commit_failures = commit_failures + 1, commit_due_at = NULL, in_doubt = 1,"
                    + " failed_at = CURRENT_TIMESTAMP, last_error = ?"
                    + " WHERE destination = ? AND sop_instance_uid = ? AND commit_transaction = ?"
                    + " AND "
                    + AWAITS;

    private static boolean isCommitted(Sql sql, Object[] which) throws SQLException {
        return sql.first(
                        row -> row.getLong(1),
                        "SELECT id FROM delivery WHERE destination = ? AND sop_instance_uid = ?"
                                + " AND commit_transaction = ? AND state = 'COMMITTED'",
                        which)
                .isPresent();
    }

    private static boolean park(Sql sql, String error, int most, Object[] which)
            throws SQLException {
        return sql.update(
                        "UPDATE delivery SET state = 'PARKED'"
                                + FAILED
                                + " AND commit_failures >= ?",
                        error,
                        which[0],
                        which[1],
                        which[2],
                        most - 1)
                > 0;
    }

    private static boolean reopen(Sql sql, String error, Instant at, Object[] which)
            throws SQLException {
        return sql.update(
                        "UPDATE delivery SET state = 'WAITING', next_attempt_at = ?,"
                                + " waiting_since = CURRENT_TIMESTAMP"
                                + FAILED,
                        at,
                        error,
                        which[0],
                        which[1],
                        which[2])
                > 0;
    }

    /** Since when the oldest delivery of each destination has awaited commitment, by its name. */
    public Map<String, Instant> oldestAwaited() throws StageException {
        return database.run(
                "look for missing storage commitments",
                sql -> {
                    Map<String, Instant> oldest = new TreeMap<>();
                    sql.list(
                            row -> oldest.put(row.getString(1), Sql.instant(row, "oldest")),
                            "SELECT destination, MIN(sent_at) AS oldest FROM delivery WHERE "
                                    + AWAITS
                                    + " GROUP BY destination");
                    return oldest;
                });
    }
}
