package org.brixianode.queue;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.brixianode.study.Acquisition;
import org.brixianode.study.Job;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;
import org.brixianode.study.StoredResult;
import org.brixianode.study.StudyFacts;

/**
 * The queue of jobs, as reception and workers use it. Every call is one transaction, durable when
 * it returns. A failure of the database is a {@link StageException}; the transaction has then
 * either not been committed, or it has and repeating the call reports that.
 *
 * <pre>
 * WAITING -claim-> RUNNING -completeScored-> SCORED
 *    ^                |----completeNotScored-> NOT_SCORED
 *    |--retryAt-------|----park--------------> FAILED
 *    |--putBack-------|
 *    |--requeueExpired
 * </pre>
 *
 * <p>A claim has a lease, which its holder renews while it works; any node puts a job with an
 * expired lease back. Only the current claim can end a job: if the job has been put back or claimed
 * again in between, the call of the earlier holder is refused and changes nothing.
 */
public final class JobQueue {

    private static final String CLAIMED =
            " WHERE id = ? AND state = 'RUNNING' AND claimed_by = ? AND claims = ?";

    static final String UNCLAIMED = "claimed_by = NULL, lease_until = NULL";

    private static final String INTERRUPTED =
            "UPDATE job SET state = 'WAITING', attempts = attempts - 1,"
                    + " interruptions = interruptions + 1, "
                    + UNCLAIMED;

    private static final String UNDER_THIS_CLAIM = "RUNNING here under this claim";

    private final QueueDatabase database;
    private final Supplier<PriorRules> rules;
    private final Claims claims;
    private final Clock clock;

    /**
     * @param rules in force
     * @param clock for when a report began to lack an earlier image
     */
    public JobQueue(QueueDatabase database, Supplier<PriorRules> rules, Clock clock) {
        this.database = database;
        this.rules = rules;
        this.clock = clock;
        this.claims = new Claims(rules, database.holder());
    }

    /** With the default rules and the system's clock. */
    public JobQueue(QueueDatabase database) {
        this(database, () -> PriorRules.DEFAULT, Clock.systemUTC());
    }

    /**
     * Creates a job for a received instance with new content. If several callers enqueue the same
     * instance at once, one of them gets NEW. A CONFLICT is not recorded: see {@link
     * #recordConflict}.
     *
     * @throws StageException if the result is not durable; PARK if the values do not fit the
     *     schema, such as a UID longer than 64 characters
     */
    public EnqueueResult enqueue(ReceivedInstance instance) throws StageException {
        return enqueue(instance, Optional.empty(), Acquisition.UNKNOWN);
    }

    /**
     * As {@link #enqueue(ReceivedInstance)}. The image waits for earlier radiographs of its patient
     * until the deadline, or until {@link PriorSearches} releases it. An image of a series that was
     * asked for waits for none: it is an earlier one.
     *
     * @param deadline empty for an image for which nothing is searched
     * @param taken by which the patient's images are claimed in the order of their acquisition
     */
    public EnqueueResult enqueue(
            ReceivedInstance instance, Optional<Instant> deadline, Acquisition taken)
            throws StageException {
        String uid = instance.ref().sopInstanceUid();
        return database.run(
                "enqueue " + uid,
                sql -> {
                    Optional<String> known = ContentDigests.of(sql, uid);
                    if (known.isEmpty()) {
                        PriorSearches.insert(sql, instance, deadline, taken);
                        return EnqueueResult.NEW;
                    }
                    sql.dependOnCommittedRows();
                    return known.get().equals(instance.contentDigest())
                            ? EnqueueResult.DUPLICATE
                            : EnqueueResult.CONFLICT;
                });
    }

    /** The searches for earlier images, and what they fetched. */
    public PriorSearches priors() {
        return new PriorSearches(database);
    }

    /** Records an instance that is kept apart because its UID is known with other content. */
    public void recordConflict(ReceivedInstance instance) throws StageException {
        database.change(
                "record a conflict of " + instance.ref().sopInstanceUid(),
                sql -> {
                    Conflicts.record(sql, instance);
                });
    }

    /** Images whose content is replaced. */
    public ContentChanges changes() {
        return new ContentChanges(database);
    }

    /** Results that were delivered under a replaced content. */
    public RejectedResults rejected() {
        return new RejectedResults(database);
    }

    /** Duration of a lease; holders renew it every third of this. */
    public Duration lease() {
        return database.lease();
    }

    /**
     * Claims due jobs, the first received first, those that the node fetched after all others and
     * renewals last, but no interrupted ones. Images of one patient are claimed in the order of
     * their acquisition. No job is claimed twice, neither by this node nor by another one on the
     * same database.
     *
     * @param max maximum number of jobs
     * @param now jobs whose next attempt is later are not claimed
     * @param leaseUntil expiry of the lease unless {@link #renew} is called before
     */
    public List<Job> claim(int max, Instant now, Instant leaseUntil) throws StageException {
        return database.run("claim", sql -> claims.claim(sql, max, now, leaseUntil));
    }

    /** Whether an interrupted job is due: one that was running when its process ended. */
    public boolean isInterruptedDue(Instant now) throws StageException {
        return database.run(
                "look for interrupted jobs", sql -> !Claims.interrupted(sql, now).isEmpty());
    }

    /**
     * Claims one due interrupted job, the one with the fewest interruptions first. The caller
     * processes it alone, so that a further end of the process can be attributed to this image.
     *
     * @param leaseUntil expiry of the lease unless {@link #renew} is called before
     */
    public Optional<Job> claimInterrupted(Instant now, Instant leaseUntil) throws StageException {
        return database.run(
                "claim an interrupted job", sql -> claims.claimInterrupted(sql, now, leaseUntil));
    }

    /**
     * Renews the leases of running jobs. An expired lease is renewed too, unless the job has been
     * put back or claimed again.
     *
     * @param leaseUntil new expiry; may be earlier than before if the clock was set back
     * @return the jobs whose claims are no longer valid, so that their work is lost; a later claim
     *     of the same job may be valid
     */
    public List<Job> renew(Collection<Job> held, Instant leaseUntil) throws StageException {
        return Leases.renew(
                database,
                "UPDATE job SET lease_until = ?" + CLAIMED,
                held,
                leaseUntil,
                Job::id,
                Job::claims);
    }

    /**
     * Puts back jobs whose lease has expired, whichever node held them. An interruption is counted
     * instead of the attempt. The caller must renew its own leases before, so that it does not lose
     * its own jobs when the clock jumps.
     *
     * @return ids of the jobs put back
     */
    public List<Long> requeueExpired(Instant now) throws StageException {
        return Leases.requeueExpired(database, "job", "RUNNING", INTERRUPTED, now);
    }

    /**
     * Puts back a running job that was not attempted or not finished. Counts neither an attempt nor
     * an interruption.
     *
     * @param at earliest time of the next claim
     * @throws IllegalTransitionException if the job is not RUNNING under this claim
     */
    public void putBack(Job job, Instant at) throws StageException {
        database.run(
                "put job " + job.id() + " back",
                sql -> {
                    int updatedRows =
                            sql.update(
                                    "UPDATE job SET state = 'WAITING', attempts = attempts - 1,"
                                            + " next_attempt_at = ?, "
                                            + UNCLAIMED
                                            + CLAIMED,
                                    at,
                                    job.id(),
                                    database.holder(),
                                    job.claims());
                    Transitions.requireJob(
                            updatedRows, sql, job.id(), "be put back", UNDER_THIS_CLAIM);
                    return updatedRows;
                });
    }

    /**
     * Ends a running job with its score, stores the result and queues the deliveries in one
     * transaction.
     *
     * @param sheetJson the score sheet, for {@link JobAdmin#sheet}
     * @param written the result objects, which replace those of an earlier run
     * @param deliveries the deliveries; may be empty
     * @param facts the searchable attributes of the image, if its header was read
     * @param recalled withdrawals that have not been sent and whose place the deliveries take
     * @throws IllegalTransitionException if the job is not RUNNING under this claim, or its results
     *     were compared with a content that has been replaced; then it is due again
     * @throws IllegalArgumentException if the result or an object is of another image, or the
     *     result of another run
     */
    public void completeScored(
            Job job,
            StoredResult result,
            String sheetJson,
            List<OutgoingObject> written,
            List<PlannedDelivery> deliveries,
            Optional<StudyFacts> facts,
            List<DeliveryRecord> recalled)
            throws StageException {
        boolean isEnded =
                database.run(
                        "complete job " + job.id(),
                        sql -> {
                            requireClaim(sql, job, database.holder(), "be completed");
                            if (ContentChanges.isComparedWithReplaced(sql, job.id())) {
                                compareAgain(sql, job);
                                return false;
                            }
                            endScored(sql, job, result, sheetJson, recalled);
                            ResultObjectRows.replace(sql, job.id(), written);
                            Instant due = later(result.scoredAt(), job.nextAttemptAt());
                            for (PlannedDelivery delivery : deliveries) {
                                requireSource(job, delivery.object().sourceSopInstanceUid());
                                DeliveryRows.put(sql, job.id(), delivery, due);
                            }
                            putFacts(sql, job, facts);
                            return true;
                        });
        if (!isEnded) {
            throw new IllegalTransitionException(
                    "job %d cannot be completed: an image that its results are compared with was"
                                    .formatted(job.id())
                            + " received with other content meanwhile; it is due again");
        }
    }

    private void endScored(
            Sql sql, Job job, StoredResult result, String sheetJson, List<DeliveryRecord> recalled)
            throws SQLException {
        endRunning(sql, job, "SCORED", Optional.empty(), "be completed");
        sql.update("UPDATE job SET sheet_json = ? WHERE id = ?", sheetJson, job.id());
        requireSource(job, result.sourceSopInstanceUid());
        requireRun(job, result.run());
        ResultRows.insert(sql, result, job.instance().contentDigest());
        Renewals.scored(sql, job, result, rules.get(), clock.instant());
        for (DeliveryRecord withdrawal : recalled) {
            RejectedResults.recall(sql, job, withdrawal, result.scoredAt());
        }
    }

    /**
     * Puts a running job back, to be compared with other results; counts no attempt. A renewal
     * becomes an ordinary run: the report that it renews was delivered with the wrong results.
     */
    private static void compareAgain(Sql sql, Job job) throws SQLException {
        sql.update(
                "UPDATE job SET state = 'WAITING', attempts = attempts - 1, renewal = 0,"
                        + " reason = NULL, "
                        + JobRows.UNDECIDED_PRIORS
                        + ", "
                        + UNCLAIMED
                        + " WHERE id = ?",
                job.id());
        sql.update("DELETE FROM compared_result WHERE job_id = ?", job.id());
    }

    /**
     * Since when the deliveries of a job wait. The time of its first claim is kept for the results
     * of a later attempt, so one that was retried days later says when it became due again.
     */
    private static Instant later(Instant scoredAt, Instant due) {
        return due.isAfter(scoredAt) ? due : scoredAt;
    }

    private static void requireSource(Job job, String sourceSopInstanceUid) {
        String own = job.instance().ref().sopInstanceUid();
        if (!own.equals(sourceSopInstanceUid)) {
            throw new IllegalArgumentException(
                    "job %d is of image %s, not of %s"
                            .formatted(job.id(), own, sourceSopInstanceUid));
        }
    }

    private static void requireRun(Job job, int run) {
        if (job.run() != run) {
            throw new IllegalArgumentException(
                    "job %d is in run %d, not %d".formatted(job.id(), job.run(), run));
        }
    }

    /**
     * Ends a running job without a score.
     *
     * @param facts the searchable attributes of the image, if its header was read
     * @throws IllegalTransitionException if the job is not RUNNING under this claim
     */
    public void completeNotScored(Job job, String reason, Optional<StudyFacts> facts)
            throws StageException {
        database.change(
                "complete job " + job.id(),
                sql -> {
                    endRunning(sql, job, "NOT_SCORED", Optional.of(reason), "be completed");
                    supersede(sql, job);
                    putFacts(sql, job, facts);
                });
    }

    /**
     * The same with objects that say so.
     *
     * @param refusedAt when the image was first claimed
     * @param written the objects
     * @param deliveries where they are sent
     */
    public void completeRefused(
            Job job,
            String reason,
            Instant refusedAt,
            List<OutgoingObject> written,
            List<PlannedDelivery> deliveries,
            Optional<StudyFacts> facts)
            throws StageException {
        database.change(
                "complete job " + job.id(),
                sql -> {
                    endRunning(sql, job, "NOT_SCORED", Optional.of(reason), "be completed");
                    supersede(sql, job);
                    if (!written.isEmpty()) {
                        ResultObjectRows.replace(sql, job.id(), written);
                    }
                    Instant due = later(refusedAt, job.nextAttemptAt());
                    for (PlannedDelivery delivery : deliveries) {
                        requireSource(job, delivery.object().sourceSopInstanceUid());
                        DeliveryRows.put(sql, job.id(), delivery, due);
                    }
                    putFacts(sql, job, facts);
                });
    }

    /** The present content has no score; what was compared with an earlier one is scored again. */
    private static void supersede(Sql sql, Job job) throws SQLException {
        if (ReplacedRows.decide(sql, job, ReplacedContent.Outcome.SUPERSEDED) > 0) {
            ContentChanges.compareAgain(sql, job, job.nextAttemptAt());
        }
    }

    private static void putFacts(Sql sql, Job job, Optional<StudyFacts> facts) throws SQLException {
        if (facts.isPresent()) {
            FactRows.put(sql, job, facts.get());
        }
    }

    /**
     * Parks a running job after a permanent failure until an operator retries it.
     *
     * @throws IllegalTransitionException if the job is not RUNNING under this claim
     */
    public void park(Job job, String reason) throws StageException {
        database.change(
                "park job " + job.id(),
                sql -> {
                    endRunning(sql, job, "FAILED", Optional.of(reason), "be parked");
                    ContentChanges.failed(sql, job);
                });
    }

    /**
     * Locks a job until the transaction ends.
     *
     * @throws IllegalTransitionException if the job is not RUNNING under this claim
     */
    static void requireClaim(Sql sql, Job job, String holder, String action) throws SQLException {
        int held =
                sql.list(
                                row -> row.getLong(1),
                                "SELECT id FROM job" + CLAIMED + " FOR UPDATE",
                                job.id(),
                                holder,
                                job.claims())
                        .size();
        Transitions.requireJob(held, sql, job.id(), action, UNDER_THIS_CLAIM);
    }

    private void endRunning(Sql sql, Job job, String state, Optional<String> reason, String action)
            throws SQLException {
        int updatedRows =
                sql.update(
                        "UPDATE job SET state = ?, reason = ?, " + UNCLAIMED + CLAIMED,
                        state,
                        reason.map(Transitions::clip),
                        job.id(),
                        database.holder(),
                        job.claims());
        Transitions.requireJob(updatedRows, sql, job.id(), action, UNDER_THIS_CLAIM);
        Claims.release(sql, job.id(), rules.get().bounds().age(), database.holder());
    }

    /**
     * Puts a running job back after a temporary failure.
     *
     * @throws IllegalTransitionException if the job is not RUNNING under this claim
     */
    public void retryAt(Job job, Instant at, String reason) throws StageException {
        database.run(
                "put job " + job.id() + " back",
                sql -> {
                    int updatedRows =
                            sql.update(
                                    "UPDATE job SET state = 'WAITING', next_attempt_at = ?,"
                                            + " reason = ?, "
                                            + UNCLAIMED
                                            + CLAIMED,
                                    at,
                                    Transitions.clip(reason),
                                    job.id(),
                                    database.holder(),
                                    job.claims());
                    Transitions.requireJob(
                            updatedRows, sql, job.id(), "be put back", UNDER_THIS_CLAIM);
                    return updatedRows;
                });
    }

    /**
     * Puts back the jobs and deliveries that a crash of this node left RUNNING or SENDING, whatever
     * their leases. Called at the start before the first claim. On a shared database nothing is put
     * back, since the claims may be another node's; they are put back when their leases expire.
     *
     * <p>An interruption is counted instead of the attempt: another image of the batch, or none,
     * may have ended the process.
     */
    public Requeued requeueAbandoned() throws StageException {
        if (database.isShared()) {
            return new Requeued(0, 0);
        }
        return database.run(
                "requeue abandoned work",
                sql -> {
                    PriorSearches.requeue(sql);
                    return new Requeued(
                            sql.update(INTERRUPTED + " WHERE state = 'RUNNING'"),
                            requeueDeliveries(sql));
                });
    }

    private static int requeueDeliveries(Sql sql) throws SQLException {
        int putBack = sql.update(DeliveryQueue.PUT_BACK + " WHERE state = 'SENDING'");
        return putBack - DeliveryRows.dropWithdrawn(sql, DeliveryQueue.WITHDRAWN_WAITING);
    }

    /**
     * The number of jobs and deliveries put back.
     *
     * @param jobs jobs that were RUNNING
     * @param deliveries deliveries that were SENDING
     */
    public record Requeued(int jobs, int deliveries) {}
}
