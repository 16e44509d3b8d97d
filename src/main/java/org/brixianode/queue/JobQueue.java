package org.brixianode.queue;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.Job;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;
import org.brixianode.study.StoredResult;

/**
 * The jobs, from the receiver's and the worker's side. Every call is one transaction, durable when
 * it returns; a failure of the database is a {@link StageException} and has changed nothing, or
 * what the call was to change is there and calling again says so.
 *
 * <pre>
 * WAITING -claim-> RUNNING -completeScored-> SCORED
 *    ^                |----completeNotScored-> NOT_SCORED
 *    |--retryAt-------|----park--------------> FAILED
 * </pre>
 */
public final class JobQueue {

    private static final String CLAIMED = " WHERE id = ? AND state = 'RUNNING' AND claimed_by = ?";

    private final QueueDatabase database;

    public JobQueue(QueueDatabase database) {
        this.database = database;
    }

    /**
     * Makes a job of a received instance whose content is not known yet. Any number of callers may
     * bring the same instance at once; one of them gets NEW.
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
                    if (known.get().equals(instance.contentDigest())) {
                        return Enqueued.DUPLICATE;
                    }
                    Conflicts.record(sql, instance);
                    return Enqueued.CONFLICT;
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

    /**
     * Takes due jobs, the first received first. No job is given to two callers, whether of this
     * node or of another on the same database.
     *
     * @param max at most so many
     * @param now jobs whose next attempt is later are left alone
     */
    public List<Job> claim(int max, Instant now) throws StageException {
        return database.run("claim", sql -> claim(sql, max, now));
    }

    private List<Job> claim(Sql sql, int max, Instant now) throws SQLException {
        List<Long> due =
                sql.list(
                        row -> row.getLong(1),
                        "SELECT id FROM job WHERE state = 'WAITING' AND next_attempt_at <= ?"
                                + " ORDER BY state, received_at, id FETCH FIRST ? ROWS ONLY",
                        now,
                        max + Locks.SPARE_CANDIDATES);
        List<Job> claimed = new ArrayList<>();
        for (long id : Locks.take(sql, "job", "state = 'WAITING'", due, max)) {
            sql.update(
                    "UPDATE job SET state = 'RUNNING', attempts = attempts + 1, claimed_by = ?,"
                            + " first_claimed_at = COALESCE(first_claimed_at, ?) WHERE id = ?",
                    database.nodeName(),
                    now,
                    id);
            claimed.add(JobRows.byId(sql, id).orElseThrow());
        }
        return claimed;
    }

    /**
     * Ends a running job with its score, remembers the result and fills the outbox: all or nothing.
     *
     * @param sheetJson the whole score sheet, for {@link JobDesk#sheet}
     * @param deliveries what goes where; may be empty
     * @throws IllegalTransitionException if the job is not RUNNING on this node
     * @throws IllegalArgumentException if the result or an object speaks of another image
     */
    public void completeScored(
            long jobId, StoredResult result, String sheetJson, List<PlannedDelivery> deliveries)
            throws StageException {
        database.run(
                "complete job " + jobId,
                sql -> {
                    endRunning(sql, jobId, "SCORED", Optional.empty(), "be completed");
                    sql.update("UPDATE job SET sheet_json = ? WHERE id = ?", sheetJson, jobId);
                    Job job = JobRows.byId(sql, jobId).orElseThrow();
                    requireSource(job, result.sourceSopInstanceUid());
                    ResultRows.put(sql, result, job.instance().contentDigest());
                    for (PlannedDelivery delivery : deliveries) {
                        requireSource(job, delivery.object().sourceSopInstanceUid());
                        DeliveryRows.put(sql, jobId, delivery, result.scoredAt());
                    }
                    return null;
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

    /**
     * Ends a running job of an image that is kept without a score.
     *
     * @throws IllegalTransitionException if the job is not RUNNING on this node
     */
    public void completeNotScored(long jobId, String reason) throws StageException {
        database.run(
                "complete job " + jobId,
                sql -> endRunning(sql, jobId, "NOT_SCORED", Optional.of(reason), "be completed"));
    }

    /**
     * Ends a running job after a failure that stays, until an operator retries it.
     *
     * @throws IllegalTransitionException if the job is not RUNNING on this node
     */
    public void park(long jobId, String reason) throws StageException {
        database.run(
                "park job " + jobId,
                sql -> endRunning(sql, jobId, "FAILED", Optional.of(reason), "be parked"));
    }

    private int endRunning(Sql sql, long id, String state, Optional<String> reason, String deed)
            throws SQLException {
        int touched =
                sql.update(
                        "UPDATE job SET state = ?, reason = ?, claimed_by = NULL" + CLAIMED,
                        state,
                        reason.map(Transitions::clip),
                        id,
                        database.nodeName());
        Transitions.requireJob(touched, sql, id, deed, "RUNNING here");
        return touched;
    }

    /**
     * Puts a running job back after a failure that may pass.
     *
     * @throws IllegalTransitionException if the job is not RUNNING on this node
     */
    public void retryAt(long jobId, Instant at, String reason) throws StageException {
        database.run(
                "put job " + jobId + " back",
                sql -> {
                    int touched =
                            sql.update(
                                    "UPDATE job SET state = 'WAITING', next_attempt_at = ?,"
                                            + " reason = ?, claimed_by = NULL"
                                            + CLAIMED,
                                    at,
                                    Transitions.clip(reason),
                                    jobId,
                                    database.nodeName());
                    Transitions.requireJob(touched, sql, jobId, "be put back", "RUNNING here");
                    return touched;
                });
    }

    /**
     * Puts back what the node's last run left RUNNING or SENDING. For the start, before anything is
     * claimed. On a shared database the other nodes' jobs and deliveries stay.
     */
    public Requeued requeueAbandoned() throws StageException {
        return database.run(
                "requeue abandoned work",
                sql ->
                        new Requeued(
                                putBack(sql, "job", "RUNNING"),
                                putBack(sql, "delivery", "SENDING")));
    }

    private int putBack(Sql sql, String table, String state) throws SQLException {
        String change =
                "UPDATE %s SET state = 'WAITING', claimed_by = NULL WHERE state = '%s'"
                        .formatted(table, state);
        return database.isShared()
                ? sql.update(change + " AND claimed_by = ?", database.nodeName())
                : sql.update(change);
    }

    /**
     * What an interrupted run had left.
     *
     * @param jobs that were RUNNING
     * @param deliveries that were SENDING
     */
    public record Requeued(int jobs, int deliveries) {}
}
