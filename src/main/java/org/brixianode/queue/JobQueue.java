package org.brixianode.queue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.Job;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;
import org.brixianode.study.StoredResult;
import org.brixianode.study.StudyFacts;

/**
 * The jobs, from the receiver's and the worker's side. Every call is one transaction, durable when
 * it returns; a failure of the database is a {@link StageException} and has changed nothing, or
 * what the call was to change is there and calling again says so.
 *
 * <pre>
 * WAITING -claim-> RUNNING -completeScored-> SCORED
 *    ^                |----completeNotScored-> NOT_SCORED
 *    |--retryAt-------|----park--------------> FAILED
 *    |--putBack-------|
 *    |--takeBackExpired
 * </pre>
 *
 * <p>A claim is leased: its holder renews it while it works, and an expired one is taken back by
 * whichever node finds it. A job is ended by the claim that it was taken with. Where it was put
 * back meanwhile, and perhaps claimed anew, the earlier claim's end is refused and changes nothing.
 */
public final class JobQueue {

    private static final String CLAIMED =
            " WHERE id = ? AND state = 'RUNNING' AND claimed_by = ? AND claims = ?";

    static final String UNCLAIMED = "claimed_by = NULL, lease_until = NULL";

    private static final String INTERRUPTED =
            "UPDATE job SET state = 'WAITING', attempts = attempts - 1,"
                    + " interruptions = interruptions + 1, "
                    + UNCLAIMED;

    private static final String DUE =
            " FROM job WHERE state = 'WAITING' AND next_attempt_at <= ? AND interruptions ";

    private static final String UNDER_THIS_CLAIM = "RUNNING here under this claim";

    private final QueueDatabase database;

    public JobQueue(QueueDatabase database) {
        this.database = database;
    }

    /**
     * Makes a job of a received instance whose content is not known yet. Any number of callers may
     * bring the same instance at once; one of them gets NEW. Nothing is recorded of a CONFLICT: see
     * {@link #recordConflict}.
     *
     * @throws StageException if the answer is not durable; PARK if the values do not fit, such as a
     *     UID longer than 64 characters
     */
    public Enqueued enqueue(ReceivedInstance instance) throws StageException {
        String uid = instance.ref().sopInstanceUid();
        return database.run(
                "enqueue " + uid,
                sql -> {
                    Optional<String> known = knownDigest(sql, uid);
                    if (known.isEmpty()) {
                        JobRows.insert(sql, instance);
                        return Enqueued.NEW;
                    }
                    sql.relyOnWhatIsThere();
                    return known.get().equals(instance.contentDigest())
                            ? Enqueued.DUPLICATE
                            : Enqueued.CONFLICT;
                });
    }

    /** Records a content that was kept aside, since its UID has another one. */
    public void recordConflict(ReceivedInstance instance) throws StageException {
        database.change(
                "record a conflict of " + instance.ref().sopInstanceUid(),
                sql -> {
                    Conflicts.record(sql, instance);
                });
    }

    /** Digest of the content under a UID: of its job, or of a scored one that was purged. */
    private static Optional<String> knownDigest(Sql sql, String uid) throws SQLException {
        return sql.first(
                row -> row.getString(1),
                "SELECT content_digest FROM job WHERE sop_instance_uid = ?"
                        + " UNION SELECT content_digest FROM result"
                        + " WHERE source_sop_instance_uid = ?",
                uid,
                uid);
    }

    /** How long a claim holds unless it is renewed; a holder renews it every third of this. */
    public Duration lease() {
        return database.lease();
    }

    /**
     * Takes due jobs, the first received first, but none that was interrupted. No job is given to
     * two callers, whether of this node or of another on the same database.
     *
     * @param max at most so many
     * @param now jobs whose next attempt is later are left alone
     * @param leaseUntil when others may take them over, unless {@link #renew} is called before
     */
    public List<Job> claim(int max, Instant now, Instant leaseUntil) throws StageException {
        return database.run(
                "claim",
                sql -> {
                    List<Long> due =
                            sql.list(
                                    row -> row.getLong(1),
                                    "SELECT id"
                                            + DUE
                                            + "= 0 ORDER BY state, interruptions, received_at, id"
                                            + " FETCH FIRST ? ROWS ONLY",
                                    now,
                                    max + Locks.SPARE_CANDIDATES);
                    return claim(sql, due, max, now, leaseUntil);
                });
    }

    /** Whether a job is due that was in hand when the process ended. */
    public boolean isInterruptedDue(Instant now) throws StageException {
        return database.run("look for interrupted jobs", sql -> !interrupted(sql, now).isEmpty());
    }

    /**
     * Takes one due job that was in hand when the process ended, the one with the fewest such ends
     * first. The caller works on nothing else meanwhile: so the next end, if there is one, tells
     * which image it is.
     *
     * @param leaseUntil as for {@link #claim}
     */
    public Optional<Job> claimInterrupted(Instant now, Instant leaseUntil) throws StageException {
        return database.run(
                "claim an interrupted job",
                sql -> claim(sql, interrupted(sql, now), 1, now, leaseUntil).stream().findFirst());
    }

    private static List<Long> interrupted(Sql sql, Instant now) throws SQLException {
        return sql.list(
                row -> row.getLong(1),
                "SELECT id"
                        + DUE
                        + "> 0 ORDER BY state, interruptions, received_at, id"
                        + " FETCH FIRST ? ROWS ONLY",
                now,
                Locks.SPARE_CANDIDATES);
    }

    private List<Job> claim(Sql sql, List<Long> due, int max, Instant now, Instant leaseUntil)
            throws SQLException {
        List<Job> claimed = new ArrayList<>();
        for (long id : Locks.take(sql, "job", "state = 'WAITING'", due, max)) {
            sql.update(
                    "UPDATE job SET state = 'RUNNING', attempts = attempts + 1,"
                            + " claims = claims + 1, claimed_by = ?, claimed_at = ?,"
                            + " lease_until = ?,"
                            + " first_claimed_at = COALESCE(first_claimed_at, ?) WHERE id = ?",
                    database.holder(),
                    now,
                    leaseUntil,
                    now,
                    id);
            claimed.add(JobRows.byId(sql, id).orElseThrow());
        }
        return claimed;
    }

    /**
     * Holds on to jobs that are worked on. A lease that has expired is renewed too, as long as
     * nobody has taken the job over.
     *
     * @param leaseUntil when others may take them over; may be earlier than before, as after a
     *     clock was put back
     * @return the jobs that are no longer RUNNING under these claims; what is done for them is in
     *     vain. The same job may still be held under a later claim
     */
    public List<Job> renew(Collection<Job> held, Instant leaseUntil) throws StageException {
        List<Job> inOrder = held.stream().sorted(Comparator.comparingLong(Job::id)).toList();
        return database.run(
                "renew leases",
                sql -> {
                    List<Job> lost = new ArrayList<>();
                    for (Job job : inOrder) {
                        int touched =
                                sql.update(
                                        "UPDATE job SET lease_until = ?" + CLAIMED,
                                        leaseUntil,
                                        job.id(),
                                        database.holder(),
                                        job.claims());
                        if (touched == 0) {
                            lost.add(job);
                        }
                    }
                    return lost;
                });
    }

    /**
     * Makes jobs due whose lease has expired, whichever node held them: their worker is gone. An
     * interruption is counted in place of the attempt. The caller renews what it works on itself
     * before, so that a clock that jumps does not cost it its own work.
     *
     * @return ids of these jobs
     */
    public List<Long> takeBackExpired(Instant now) throws StageException {
        return database.run(
                "take back expired jobs",
                sql -> {
                    List<Long> taken = Leases.expired(sql, "job", "RUNNING", now);
                    for (long id : taken) {
                        sql.update(INTERRUPTED + " WHERE id = ?", id);
                    }
                    return taken;
                });
    }

    /**
     * Gives a running job back whose turn did not come or that its holder does not end. Counts
     * neither as an attempt nor as an interruption.
     *
     * @param at not before this it is claimed again
     * @throws IllegalTransitionException if the job is not RUNNING under this claim
     */
    public void putBack(Job job, Instant at) throws StageException {
        database.run(
                "put job " + job.id() + " back",
                sql -> {
                    int touched =
                            sql.update(
                                    "UPDATE job SET state = 'WAITING', attempts = attempts - 1,"
                                            + " next_attempt_at = ?, "
                                            + UNCLAIMED
                                            + CLAIMED,
                                    at,
                                    job.id(),
                                    database.holder(),
                                    job.claims());
                    Transitions.requireJob(touched, sql, job.id(), "be put back", UNDER_THIS_CLAIM);
                    return touched;
                });
    }

    /**
     * Ends a running job with its score, remembers the result and fills the outbox: all or nothing.
     *
     * @param sheetJson the whole score sheet, for {@link JobAdmin#sheet}
     * @param written the result objects, in place of those of an earlier scoring
     * @param deliveries what goes where; may be empty
     * @param facts by what the image is searched, where its header was read
     * @throws IllegalTransitionException if the job is not RUNNING under this claim
     * @throws IllegalArgumentException if the result or an object speaks of another image, or the
     *     result of another run
     */
    public void completeScored(
            Job job,
            StoredResult result,
            String sheetJson,
            List<OutgoingObject> written,
            List<PlannedDelivery> deliveries,
            Optional<StudyFacts> facts)
            throws StageException {
        long jobId = job.id();
        database.change(
                "complete job " + jobId,
                sql -> {
                    endRunning(sql, job, "SCORED", Optional.empty(), "be completed");
                    sql.update("UPDATE job SET sheet_json = ? WHERE id = ?", sheetJson, jobId);
                    requireSource(job, result.sourceSopInstanceUid());
                    requireRun(job, result.run());
                    ResultRows.insert(sql, result, job.instance().contentDigest());
                    ResultObjectRows.replace(sql, jobId, written);
                    for (PlannedDelivery delivery : deliveries) {
                        requireSource(job, delivery.object().sourceSopInstanceUid());
                        DeliveryRows.put(sql, jobId, delivery, result.scoredAt());
                    }
                    putFacts(sql, job, facts);
                });
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
     * Ends a running job of an image that is kept without a score.
     *
     * @param facts by what the image is searched, where its header was read
     * @throws IllegalTransitionException if the job is not RUNNING under this claim
     */
    public void completeNotScored(Job job, String reason, Optional<StudyFacts> facts)
            throws StageException {
        database.change(
                "complete job " + job.id(),
                sql -> {
                    endRunning(sql, job, "NOT_SCORED", Optional.of(reason), "be completed");
                    putFacts(sql, job, facts);
                });
    }

    private static void putFacts(Sql sql, Job job, Optional<StudyFacts> facts) throws SQLException {
        if (facts.isPresent()) {
            FactRows.put(sql, job, facts.get());
        }
    }

    /**
     * Ends a running job after a failure that stays, until an operator retries it.
     *
     * @throws IllegalTransitionException if the job is not RUNNING under this claim
     */
    public void park(Job job, String reason) throws StageException {
        database.run(
                "park job " + job.id(),
                sql -> endRunning(sql, job, "FAILED", Optional.of(reason), "be parked"));
    }

    private int endRunning(Sql sql, Job job, String state, Optional<String> reason, String deed)
            throws SQLException {
        int touched =
                sql.update(
                        "UPDATE job SET state = ?, reason = ?, " + UNCLAIMED + CLAIMED,
                        state,
                        reason.map(Transitions::clip),
                        job.id(),
                        database.holder(),
                        job.claims());
        Transitions.requireJob(touched, sql, job.id(), deed, UNDER_THIS_CLAIM);
        return touched;
    }

    /**
     * Puts a running job back after a failure that may pass.
     *
     * @throws IllegalTransitionException if the job is not RUNNING under this claim
     */
    public void retryAt(Job job, Instant at, String reason) throws StageException {
        database.run(
                "put job " + job.id() + " back",
                sql -> {
                    int touched =
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
                    Transitions.requireJob(touched, sql, job.id(), "be put back", UNDER_THIS_CLAIM);
                    return touched;
                });
    }

    /**
     * Puts back at once, whatever its lease, what the node's last run left RUNNING or SENDING when
     * it ended without order. For the start, before anything is claimed. On a shared database
     * nothing is put back: it may be another node's, and is taken back when its lease ends.
     *
     * <p>An interruption is counted in place of the attempt: what ended the process may have been
     * another image of the batch, or none.
     */
    public Requeued requeueAbandoned() throws StageException {
        if (database.isShared()) {
            return new Requeued(0, 0);
        }
        return database.run(
                "requeue abandoned work",
                sql ->
                        new Requeued(
                                sql.update(INTERRUPTED + " WHERE state = 'RUNNING'"),
                                sql.update(
                                        "UPDATE delivery SET state = 'WAITING', "
                                                + UNCLAIMED
                                                + " WHERE state = 'SENDING'")));
    }

    /**
     * What an interrupted run had left.
     *
     * @param jobs that were RUNNING
     * @param deliveries that were SENDING
     */
    public record Requeued(int jobs, int deliveries) {}
}
