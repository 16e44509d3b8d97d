package org.brixianode.queue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.brixianode.study.StageException;

/**
 * The deliveries, filled by {@link JobQueue#completeScored}. Each destination is claimed for
 * itself, so that a dead one holds up nobody else. Every call is one transaction, durable when it
 * returns.
 *
 * <pre>
 * WAITING -claim-> SENDING -sent-> SENT -committed-> COMMITTED
 *    ^                |-----park-> PARKED
 *    |--retryAt-------|               |
 *    |--putBack-------|               |
 *    |--takeBackExpired               |
 *    |----------------------retry-----|
 * </pre>
 */
public final class DeliveryQueue {

    private static final String CLAIMED =
            " WHERE id = ? AND state = 'SENDING' AND claimed_by = ? AND claims = ?";

    private static final String PUT_BACK =
            "UPDATE delivery SET state = 'WAITING', " + JobQueue.UNCLAIMED;

    private final QueueDatabase database;

    public DeliveryQueue(QueueDatabase database) {
        this.database = database;
    }

    /** How long a claim holds unless it is renewed; a holder renews it every third of this. */
    public Duration lease() {
        return database.lease();
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
                                PUT_BACK
                                        + " WHERE destination = ? AND state = 'SENDING'"
                                        + " AND claimed_by = ?",
                                destination,
                                database.holder()));
    }

    /**
     * Takes due deliveries to one destination, the oldest first; none is given to two callers.
     *
     * @param max at most so many
     * @param now deliveries whose next attempt is later are left alone
     * @param leaseUntil when others may take them over, unless {@link #renew} is called before
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
        for (long id : Locks.take(sql, "delivery", "state = 'WAITING'", due, max)) {
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
     * Holds on to deliveries that are being sent. A lease that has expired is renewed too, as long
     * as nobody has taken the delivery over.
     *
     * @return the claims under which deliveries are no longer SENDING; the same delivery may be
     *     held under a later one
     */
    public Set<DeliveryClaim> renew(Collection<DeliveryClaim> held, Instant leaseUntil)
            throws StageException {
        List<DeliveryClaim> inOrder =
                held.stream().sorted(Comparator.comparingLong(DeliveryClaim::id)).toList();
        return database.run(
                "renew leases",
                sql -> {
                    Set<DeliveryClaim> lost = new HashSet<>();
                    for (DeliveryClaim claim : inOrder) {
                        int touched =
                                sql.update(
                                        "UPDATE delivery SET lease_until = ?" + CLAIMED,
                                        leaseUntil,
                                        claim.id(),
                                        database.holder(),
                                        claim.claims());
                        if (touched == 0) {
                            lost.add(claim);
                        }
                    }
                    return lost;
                });
    }

    /**
     * Makes deliveries due whose lease has expired, whichever node held them: nobody sends them.
     * The caller renews what it sends itself before. The attempt stays counted: the destination may
     * have got the object.
     *
     * @return ids of these deliveries
     */
    public List<Long> takeBackExpired(Instant now) throws StageException {
        return database.run(
                "take back expired deliveries",
                sql -> {
                    List<Long> taken = Leases.expired(sql, "delivery", "SENDING", now);
                    for (long id : taken) {
                        sql.update(PUT_BACK + " WHERE id = ?", id);
                    }
                    return taken;
                });
    }

    /**
     * Ends a claimed delivery that the destination has taken.
     *
     * @param dimseStatus its answer, Success or a Warning (PS3.4 B.2.3)
     * @throws IllegalTransitionException if the delivery is not SENDING under this claim
     */
    public void sent(DeliveryClaim claim, int dimseStatus, Instant at) throws StageException {
        delivered(claim, DeliveryState.SENT, OptionalInt.of(dimseStatus), at);
    }

    /**
     * Ends a claimed delivery that the destination has taken.
     *
     * @param state SENT, or COMMITTED where its answer says already that it keeps the object
     * @param status its answer, where its protocol has one
     * @throws IllegalTransitionException if the delivery is not SENDING under this claim
     */
    public void delivered(DeliveryClaim claim, DeliveryState state, OptionalInt status, Instant at)
            throws StageException {
        if (!state.isDelivered()) {
            throw new IllegalArgumentException(state + " is no state of what was delivered");
        }
        end(
                claim,
                "be sent",
                "state = ?, last_status = ?, last_error = NULL, sent_at = ?",
                state.name(),
                status,
                at);
    }

    /**
     * A destination has confirmed that it keeps objects that it had been sent (storage commitment,
     * PS3.4 J). A delivery that is not SENT stays as it is: it is under way again, or is none of
     * ours.
     *
     * @return SOP Instance UIDs of the deliveries that are COMMITTED now and were not before
     */
    public Set<String> committed(String destination, Collection<String> sopInstanceUids)
            throws StageException {
        return database.run(
                "commit deliveries to " + destination,
                sql -> {
                    Set<String> committed = new TreeSet<>();
                    for (String uid : new TreeSet<>(sopInstanceUids)) {
                        int touched =
                                sql.update(
                                        "UPDATE delivery SET state = 'COMMITTED'"
                                                + " WHERE destination = ? AND sop_instance_uid = ?"
                                                + " AND state = 'SENT'",
                                        destination,
                                        uid);
                        if (touched > 0) {
                            committed.add(uid);
                        }
                    }
                    return committed;
                });
    }

    /**
     * Puts a claimed delivery back after a failure that may pass.
     *
     * @param dimseStatus the destination's answer; empty if there was none
     * @throws IllegalTransitionException if the delivery is not SENDING under this claim
     */
    public void retryAt(DeliveryClaim claim, Instant at, OptionalInt dimseStatus, String error)
            throws StageException {
        end(
                claim,
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
     * @throws IllegalTransitionException if the delivery is not SENDING under this claim
     */
    public void park(DeliveryClaim claim, OptionalInt dimseStatus, String error)
            throws StageException {
        end(
                claim,
                "be parked",
                "state = 'PARKED', failed_at = CURRENT_TIMESTAMP, last_status = ?, last_error = ?",
                dimseStatus,
                Transitions.clip(error));
    }

    /**
     * Puts back a claimed delivery whose turn did not come: not an attempt, and no failure.
     *
     * @throws IllegalTransitionException if the delivery is not SENDING under this claim
     */
    public void putBack(DeliveryClaim claim) throws StageException {
        end(claim, "be put back", "state = 'WAITING', attempts = attempts - 1");
    }

    private void end(DeliveryClaim claim, String deed, String change, Object... values)
            throws StageException {
        long id = claim.id();
        List<Object> parameters = new ArrayList<>(List.of(values));
        parameters.add(id);
        parameters.add(database.holder());
        parameters.add(claim.claims());
        database.run(
                "delivery " + id,
                sql -> {
                    int touched =
                            sql.update(
                                    "UPDATE delivery SET "
                                            + JobQueue.UNCLAIMED
                                            + ", "
                                            + change
                                            + CLAIMED,
                                    parameters.toArray());
                    Transitions.requireDelivery(
                            touched, sql, id, deed, "SENDING here under this claim");
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
    public List<DeliveryRecord> ofJob(long jobId) throws StageException {
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
