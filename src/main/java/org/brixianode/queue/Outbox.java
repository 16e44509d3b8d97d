package org.brixianode.queue;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.brixianode.study.StageException;

/**
 * The deliveries, filled by {@link JobQueue#completeScored}. Each destination is claimed for
 * itself, so that a dead one holds up nobody else. Every call is one transaction, durable when it
 * returns.
 *
 * <pre>
 * WAITING -claim-> SENDING -sent-> SENT
 *    ^                |-----park-> PARKED
 *    |--retryAt-------|               |
 *    |----------------------retry-----|
 * </pre>
 */
public final class Outbox {

    private static final String CLAIMED = " WHERE id = ? AND state = 'SENDING' AND claimed_by = ?";

    private final QueueDatabase database;

    public Outbox(QueueDatabase database) {
        this.database = database;
    }

    /**
     * Puts back what this node has claimed for a destination and does not work on. For the
     * destination's worker, when it has reported everything that it took before.
     *
     * @return how many deliveries were put back
     */
    public int putBackUnattended(String destination) throws StageException {
        return database.run(
                "put unattended deliveries back",
                sql ->
                        sql.update(
                                "UPDATE delivery SET state = 'WAITING', claimed_by = NULL"
                                        + " WHERE destination = ? AND state = 'SENDING'"
                                        + " AND claimed_by = ?",
                                destination,
                                database.nodeName()));
    }

    /**
     * Takes due deliveries to one destination, the oldest first; none is given to two callers.
     *
     * @param max at most so many
     * @param now deliveries whose next attempt is later are left alone
     */
    public List<Delivery> claim(String destination, int max, Instant now) throws StageException {
        return database.run("claim for " + destination, sql -> claim(sql, destination, max, now));
    }

    private List<Delivery> claim(Sql sql, String destination, int max, Instant now)
            throws SQLException {
        List<Long> due =
                sql.list(
                        row -> row.getLong(1),
                        "SELECT id FROM delivery WHERE destination = ? AND state = 'WAITING'"
                                + " AND next_attempt_at <= ?"
                                + " ORDER BY destination, state, id FETCH FIRST ? ROWS ONLY",
                        destination,
                        now,
                        max + Locks.SPARE_CANDIDATES);
        List<Delivery> claimed = new ArrayList<>();
        for (long id : Locks.take(sql, "delivery", "state = 'WAITING'", due, max)) {
            sql.update(
                    "UPDATE delivery SET state = 'SENDING', attempts = attempts + 1,"
                            + " claimed_by = ? WHERE id = ?",
                    database.nodeName(),
                    id);
            claimed.add(DeliveryRows.byId(sql, id).orElseThrow());
        }
        return claimed;
    }

    /**
     * Ends a claimed delivery that the destination has taken.
     *
     * @param dimseStatus its answer, Success or a Warning (PS3.4 B.2.3)
     * @throws IllegalTransitionException if the delivery is not SENDING on this node
     */
    public void sent(long id, int dimseStatus, Instant at) throws StageException {
        end(
                id,
                "be sent",
                "state = 'SENT', last_status = ?, last_error = NULL, sent_at = ?",
                dimseStatus,
                at);
    }

    /**
     * Puts a claimed delivery back after a failure that may pass.
     *
     * @param dimseStatus the destination's answer; empty if there was none
     * @throws IllegalTransitionException if the delivery is not SENDING on this node
     */
    public void retryAt(long id, Instant at, OptionalInt dimseStatus, String error)
            throws StageException {
        end(
                id,
                "be put back",
                "state = 'WAITING', failed_at = CURRENT_TIMESTAMP, next_attempt_at = ?,"
                        + " last_status = ?, last_error = ?",
                at,
                dimseStatus,
                Transitions.clip(error));
    }

    /**
     * Gives a claimed delivery up until an operator retries it.
     *
     * @param dimseStatus the destination's answer; empty if there was none
     * @throws IllegalTransitionException if the delivery is not SENDING on this node
     */
    public void park(long id, OptionalInt dimseStatus, String error) throws StageException {
        end(
                id,
                "be parked",
                "state = 'PARKED', failed_at = CURRENT_TIMESTAMP, last_status = ?, last_error = ?",
                dimseStatus,
                Transitions.clip(error));
    }

    /**
     * Puts back a claimed delivery whose turn did not come: not an attempt, and no failure.
     *
     * @throws IllegalTransitionException if the delivery is not SENDING on this node
     */
    public void putBack(long id) throws StageException {
        end(id, "be put back", "state = 'WAITING', attempts = attempts - 1");
    }

    private void end(long id, String deed, String change, Object... values) throws StageException {
        List<Object> parameters = new ArrayList<>(List.of(values));
        parameters.add(id);
        parameters.add(database.nodeName());
        database.run(
                "delivery " + id,
                sql -> {
                    int touched =
                            sql.update(
                                    "UPDATE delivery SET claimed_by = NULL, " + change + CLAIMED,
                                    parameters.toArray());
                    Transitions.requireDelivery(touched, sql, id, deed, "SENDING here");
                    return touched;
                });
    }

    /**
     * An operator's retry of everything parked or waiting for a destination that is back.
     *
     * @return how many deliveries are due now
     */
    public int retryAll(String destination, Instant now) throws StageException {
        return database.run(
                "retry the deliveries to " + destination,
                sql ->
                        sql.update(
                                "UPDATE delivery SET state = 'WAITING', attempts = 0,"
                                        + " next_attempt_at = ?"
                                        + " WHERE destination = ? AND state IN ('PARKED', 'WAITING')",
                                now,
                                destination));
    }

    /**
     * Makes what waits for a destination due now, since the destination answers again. Attempts are
     * kept, and what is parked stays parked.
     *
     * @return how many deliveries are due now
     */
    public int dueNow(String destination, Instant now) throws StageException {
        return database.run(
                "wake the deliveries to " + destination,
                sql ->
                        sql.update(
                                "UPDATE delivery SET next_attempt_at = ? WHERE destination = ?"
                                        + " AND state = 'WAITING' AND next_attempt_at > ?",
                                now,
                                destination,
                                now));
    }

    /** All deliveries of a job, in the order in which they were planned. */
    public List<Delivery> ofJob(long jobId) throws StageException {
        return database.run(
                "list the deliveries of job " + jobId,
                sql ->
                        sql.list(
                                DeliveryRows::read,
                                DeliveryRows.SELECT + "WHERE d.job_id = ? ORDER BY d.id",
                                jobId));
    }

    /** How many deliveries each destination has in each state, also with 0. */
    public SortedMap<String, Map<DeliveryState, Long>> counts() throws StageException {
        return database.run("count deliveries", Outbox::counts);
    }

    private static SortedMap<String, Map<DeliveryState, Long>> counts(Sql sql) throws SQLException {
        SortedMap<String, Map<DeliveryState, Long>> counts = new TreeMap<>();
        sql.list(
                row ->
                        counts.computeIfAbsent(row.getString(1), name -> noDeliveries())
                                .put(DeliveryState.valueOf(row.getString(2)), row.getLong(3)),
                "SELECT destination, state, COUNT(*) FROM delivery GROUP BY destination, state");
        return counts;
    }

    private static Map<DeliveryState, Long> noDeliveries() {
        Map<DeliveryState, Long> none = new EnumMap<>(DeliveryState.class);
        for (DeliveryState state : DeliveryState.values()) {
            none.put(state, 0L);
        }
        return none;
    }
}
