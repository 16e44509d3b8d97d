package org.brixianode.queue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.brixianode.study.StageException;

/**
 * The queue of deliveries, filled by {@link JobQueue#completeScored}. Deliveries are claimed per
 * destination, so that an unreachable one does not block others. Every call is one transaction,
 * durable when it returns.
 *
 * <pre>
 * WAITING -claim-> SENDING -sent-> SENT -committed (see Commitments)-> COMMITTED
 *    ^                |-----park-> PARKED
 *    |--retryAt-------|               |
 *    |--putBack-------|               |
 *    |--requeueExpired               |
 *    |----------------------retry-----|
 * </pre>
 */
public final class DeliveryQueue {

    private static final String CLAIMED =
            " WHERE id = ? AND state = 'SENDING' AND claimed_by = ? AND claims = ?";

    /** Puts deliveries back whose attempt was interrupted, so that its outcome is not known. */
    static final String PUT_BACK =
            "UPDATE delivery SET state = 'WAITING', in_doubt = 1, " + JobQueue.UNCLAIMED;

    /** For {@link DeliveryRows#dropWithdrawn}: what was put back. */
    static final String WITHDRAWN_WAITING = "state = 'WAITING'";

    private final QueueDatabase database;

    public DeliveryQueue(QueueDatabase database) {
        this.database = database;
    }

    /** Duration of a lease; holders renew it every third of this. */
    public Duration lease() {
        return database.lease();
    }

    /**
     * Puts back the deliveries to a destination that this node has claimed but does not send.
     * Called by the destination's worker after it has reported all outcomes of its earlier claims.
     *
     * @return the number of deliveries put back
     */
    public int putBackUnattended(String destination) throws StageException {
        return database.run(
                "put unattended deliveries back",
                sql -> {
                    int putBack =
                            sql.update(
                                    PUT_BACK
                                            + " WHERE destination = ? AND state = 'SENDING'"
                                            + " AND claimed_by = ?",
                                    destination,
                                    database.holder());
                    return putBack == 0
                            ? 0
                            : putBack - DeliveryRows.dropWithdrawn(sql, WITHDRAWN_WAITING);
                });
    }

    /**
     * Claims due deliveries to one destination, the oldest first; no delivery is claimed twice.
     *
     * @param max maximum number of deliveries
     * @param now deliveries whose next attempt is later are not claimed
     * @param leaseUntil expiry of the lease unless {@link #renew} is called before
     */
    public List<DeliveryRecord> claim(String destination, int max, Instant now, Instant leaseUntil)
            throws StageException {
        return database.run(
                "claim for " + destination, sql -> claim(sql, destination, max, now, leaseUntil));
    }

    private List<DeliveryRecord> claim(
            Sql sql, String destination, int max, Instant now, Instant leaseUntil)
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
        List<DeliveryRecord> claimed = new ArrayList<>();
        for (long id : Locks.lockAvailable(sql, "delivery", "state = 'WAITING'", due, max)) {
            sql.update(
                    "UPDATE delivery SET state = 'SENDING', attempts = attempts + 1,"
                            + " claims = claims + 1, claimed_by = ?, lease_until = ?"
                            + " WHERE id = ?",
                    database.holder(),
                    leaseUntil,
                    id);
            claimed.add(DeliveryRows.byId(sql, id).orElseThrow());
        }
        return claimed;
    }

    /**
     * Renews the leases of deliveries that are being sent. An expired lease is renewed too, unless
     * the delivery has been put back or claimed again.
     *
     * @return the claims that are no longer valid; a later claim of the same delivery may be
     */
    public Set<DeliveryClaim> renew(Collection<DeliveryClaim> held, Instant leaseUntil)
            throws StageException {
        return Set.copyOf(
                Leases.renew(
                        database,
                        "UPDATE delivery SET lease_until = ?" + CLAIMED,
                        held,
                        leaseUntil,
                        DeliveryClaim::id,
                        DeliveryClaim::claims));
    }

    /**
     * Whether a claim is valid and its object is still to be sent. If the object was withdrawn, its
     * delivery ends here; called just before the object is sent.
     */
    public boolean isHeld(DeliveryClaim claim) throws StageException {
        return database.run(
                "look for delivery " + claim.id(),
                sql -> {
                    Optional<Boolean> withdrawn =
                            sql.first(
                                    row -> row.getObject(1) != null,
                                    "SELECT withdrawn_at FROM delivery" + CLAIMED,
                                    claim.id(),
                                    database.holder(),
                                    claim.claims());
                    if (withdrawn.orElse(false)) {
                        DeliveryRows.dropWithdrawn(sql, "id = ?", claim.id());
                    }
                    return withdrawn.isPresent() && !withdrawn.get();
                });
    }

    /**
     * Puts back deliveries whose lease has expired, whichever node held them. The caller must renew
     * its own leases before. The attempt is counted, since the destination may have received the
     * object.
     *
     * @return ids of the deliveries put back
     */
    public List<Long> requeueExpired(Instant now) throws StageException {
        List<Long> expired = Leases.requeueExpired(database, "delivery", "SENDING", PUT_BACK, now);
        if (!expired.isEmpty()) {
            database.change(
                    "end withdrawn deliveries",
                    sql -> DeliveryRows.dropWithdrawn(sql, WITHDRAWN_WAITING));
        }
        return expired;
    }

    /**
     * Ends a claimed delivery that the destination has accepted.
     *
     * @param status its answer, in the terms of the protocol
     * @throws IllegalTransitionException if the delivery is not SENDING under this claim
     */
    public void sent(DeliveryClaim claim, int status, Instant at) throws StageException {
        delivered(claim, DeliveryState.SENT, OptionalInt.of(status), at);
    }

    /**
     * Ends a claimed delivery that the destination has accepted.
     *
     * @param state SENT, or COMMITTED if the answer includes storage commitment
     * @param status the status of the answer, if the protocol has one
     * @throws IllegalTransitionException if the delivery is not SENDING under this claim
     */
    public void delivered(DeliveryClaim claim, DeliveryState state, OptionalInt status, Instant at)
            throws StageException {
        if (!state.isDelivered()) {
            throw new IllegalArgumentException(state + " is no state of what was delivered");
        }
        delivered(claim, state, status, at, Optional.empty());
    }

    /**
     * Ends a claimed delivery to a destination that will be asked to commit to its storage.
     *
     * @throws IllegalTransitionException if the delivery is not SENDING under this claim
     */
    public void deliveredUncommitted(DeliveryClaim claim, OptionalInt status, Instant at)
            throws StageException {
        delivered(claim, DeliveryState.SENT, status, at, Optional.of(at));
    }

    private void delivered(
            DeliveryClaim claim,
            DeliveryState state,
            OptionalInt status,
            Instant at,
            Optional<Instant> commitDueAt)
            throws StageException {
        end(
                claim,
                "be sent",
                "state = ?, last_status = ?, last_error = NULL, sent_at = ?, commit_due_at ="
                        + " CASE WHEN withdrawn_at IS NULL"
                        + " THEN CAST(? AS TIMESTAMP(6) WITH TIME ZONE) END,"
                        + " commit_transaction = NULL, commit_asks = 0, commit_unanswered = 0",
                state.name(),
                status,
                at,
                commitDueAt);
    }

    /**
     * Puts a claimed delivery back after a temporary failure.
     *
     * @param status the answer, in the terms of the protocol; empty if there was none
     * @throws IllegalTransitionException if the delivery is not SENDING under this claim
     */
    public void retryAt(DeliveryClaim claim, Instant at, OptionalInt status, String error)
            throws StageException {
        retryAt(claim, at, status, error, false);
    }

    /**
     * The same.
     *
     * @param inDoubt whether the destination may have the object, since the attempt ended without
     *     its answer. A later refusal does not end that: it is about its own attempt
     */
    public void retryAt(
            DeliveryClaim claim, Instant at, OptionalInt status, String error, boolean inDoubt)
            throws StageException {
        end(
                claim,
                "be put back",
                "state = 'WAITING', failed_at = CURRENT_TIMESTAMP, next_attempt_at = ?,"
                        + " last_status = ?, last_error = ?"
                        + (inDoubt ? ", in_doubt = 1" : ""),
                at,
                status,
                Transitions.clip(error));
    }

    /**
     * Parks a claimed delivery until an operator retries it.
     *
     * @param status the answer, in the terms of the protocol; empty if there was none
     * @throws IllegalTransitionException if the delivery is not SENDING under this claim
     */
    public void park(DeliveryClaim claim, OptionalInt status, String error) throws StageException {
        end(
                claim,
                "be parked",
                "state = 'PARKED', failed_at = CURRENT_TIMESTAMP, last_status = ?, last_error = ?",
                status,
                Transitions.clip(error));
    }

    /**
     * Puts back a claimed delivery that was not attempted, without counting an attempt or a
     * failure.
     *
     * @throws IllegalTransitionException if the delivery is not SENDING under this claim
     */
    public void putBack(DeliveryClaim claim) throws StageException {
        end(claim, "be put back", "state = 'WAITING', attempts = attempts - 1");
    }

    private void end(DeliveryClaim claim, String action, String change, Object... values)
            throws StageException {
        long id = claim.id();
        List<Object> parameters = new ArrayList<>(List.of(values));
        parameters.add(id);
        parameters.add(database.holder());
        parameters.add(claim.claims());
        database.run(
                "delivery " + id,
                sql -> {
                    int updatedRows =
                            sql.update(
                                    "UPDATE delivery SET "
                                            + JobQueue.UNCLAIMED
                                            + ", "
                                            + change
                                            + CLAIMED,
                                    parameters.toArray());
                    Transitions.requireDelivery(
                            updatedRows, sql, id, action, "SENDING here under this claim");
                    DeliveryRows.dropWithdrawn(
                            sql, "id = ? AND state IN ('WAITING', 'PARKED')", id);
                    return updatedRows;
                });
    }

    /**
     * Makes all parked and waiting deliveries to a destination due now, for an operator.
     *
     * @return the number of deliveries that are due now
     */
    public int retryAll(String destination, Instant now) throws StageException {
        return database.run(
                "retry the deliveries to " + destination,
                sql ->
                        sql.update(
                                "UPDATE delivery SET state = 'WAITING', attempts = 0,"
                                        + " commit_failures = 0, next_attempt_at = ?"
                                        + " WHERE destination = ? AND state IN ('PARKED', 'WAITING')",
                                now,
                                destination));
    }

    /**
     * Makes the waiting deliveries to a destination due now, because it answers again. Attempts are
     * kept, and parked deliveries stay parked.
     *
     * @return the number of deliveries that are due now
     */
    public int makeDueNow(String destination, Instant now) throws StageException {
        return makeDueNow(destination, now, "");
    }

    /**
     * Makes the waiting deliveries to a destination due now that it has not answered the last time,
     * because a test has reached it. Those that it answered with a status keep their time.
     *
     * @return the number of deliveries that are due now
     */
    public int makeUnansweredDueNow(String destination, Instant now) throws StageException {
        return makeDueNow(destination, now, " AND last_status IS NULL");
    }

    private int makeDueNow(String destination, Instant now, String condition)
            throws StageException {
        return database.run(
                "wake deliveries to " + destination,
                sql ->
                        sql.update(
                                "UPDATE delivery SET next_attempt_at = ? WHERE destination = ?"
                                        + " AND state = 'WAITING' AND next_attempt_at > ?"
                                        + condition,
                                now,
                                destination,
                                now));
    }

    /** All deliveries of a job, in the order of their creation. */
    public List<DeliveryRecord> ofJob(long jobId) throws StageException {
        return database.run(
                "list the deliveries of job " + jobId,
                sql ->
                        sql.list(
                                DeliveryRows::read,
                                DeliveryRows.SELECT + "WHERE d.job_id = ? ORDER BY d.id",
                                jobId));
    }

    /** The number of deliveries per destination and state, including 0. */
    public SortedMap<String, Map<DeliveryState, Long>> counts() throws StageException {
        return database.run("count deliveries", DeliveryQueue::counts);
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
