package org.brixianode.queue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;

/**
 * The operator's view of jobs: list, retry, rescore, park, purge. Also works on a database opened
 * by {@link QueueDatabase#openForCommand}.
 */
public final class JobAdmin {

    /** What a destination has still to commit to may have to be sent again. */
    private static final String ALL_SENT =
            " AND NOT EXISTS (SELECT 1 FROM delivery WHERE job_id = job.id"
                    + " AND (state NOT IN ('SENT', 'COMMITTED')"
                    + " OR (state = 'SENT' AND commit_due_at IS NOT NULL)))";

    /** Condition of a job whose results are not about to be sent. */
    static final String NONE_TO_SEND =
            " AND NOT EXISTS (SELECT 1 FROM delivery"
                    + " WHERE job_id = job.id AND state IN ('WAITING', 'SENDING'))";

    private static final String RETRIABLE =
            "FAILED, NOT_SCORED, WAITING, or RUNNING with an expired lease";

    private final QueueDatabase database;

    public JobAdmin(QueueDatabase database) {
        this.database = database;
    }

    /**
     * Lists jobs, the last received first.
     *
     * @param states states to list; empty for all
     */
    public List<Job> list(Set<JobState> states, int limit) throws StageException {
        Set<JobState> wanted = states.isEmpty() ? EnumSet.allOf(JobState.class) : states;
        return database.run(
                "list jobs",
                sql ->
                        sql.list(
                                JobRows::read,
                                JobRows.SELECT
                                        + "WHERE state IN (%s)".formatted(JobRows.names(wanted))
                                        + " ORDER BY received_at DESC, id DESC"
                                        + " FETCH FIRST ? ROWS ONLY",
                                limit));
    }

    public Optional<Job> find(long jobId) throws StageException {
        return database.run("find job " + jobId, sql -> JobRows.byId(sql, jobId));
    }

    public Optional<Job> find(String sopInstanceUid) throws StageException {
        return database.run(
                "find the job of " + sopInstanceUid, sql -> JobRows.bySource(sql, sopInstanceUid));
    }

    /** The score sheet of {@link JobQueue#completeScored}, as JSON. */
    public Optional<String> sheet(long jobId) throws StageException {
        return database.run(
                "read the sheet of job " + jobId,
                sql ->
                        sql.first(
                                row -> row.getString(1),
                                "SELECT sheet_json FROM job"
                                        + " WHERE id = ? AND sheet_json IS NOT NULL",
                                jobId));
    }

    /** The number of jobs per state, without purged jobs. */
    public JobCounts counts() throws StageException {
        return database.run(
                "count jobs",
                sql -> {
                    Map<JobState, Long> byState = new EnumMap<>(JobState.class);
                    sql.list(
                            row -> byState.put(JobState.valueOf(row.getString(1)), row.getLong(2)),
                            "SELECT state, COUNT(*) FROM job GROUP BY state");
                    return new JobCounts(byState);
                });
    }

    /**
     * Makes a job due now and resets its attempts: a job that is FAILED, NOT_SCORED, WAITING, or
     * abandoned, which means RUNNING with an expired lease or while no node runs. If a worker still
     * processes it, that worker's completion is refused.
     *
     * <p>An interrupted job is still claimed by itself. A job that waits for earlier images of its
     * patient waits no longer.
     *
     * @throws IllegalTransitionException if the job is SCORED, or RUNNING with a valid lease, whose
     *     expiry the message gives
     */
    public void retry(long jobId, Instant now) throws StageException {
        database.run(
                "retry job " + jobId,
                sql -> {
                    int updatedRows =
                            sql.update(
                                    "UPDATE job SET state = 'WAITING', attempts = 0,"
                                            + " interruptions = LEAST(interruptions, 1),"
                                            + " claimed_by = NULL, lease_until = NULL,"
                                            + " next_attempt_at = ?, earlier_until = CASE"
                                            + " WHEN earlier_until > ? THEN ?"
                                            + " ELSE earlier_until END WHERE id = ?"
                                            + " AND (state IN ('FAILED', 'NOT_SCORED', 'WAITING')"
                                            + " OR (state = 'RUNNING' AND "
                                            + Leases.IS_EXPIRED
                                            + "))",
                                    now,
                                    now,
                                    now,
                                    jobId,
                                    database.isWithoutNode() ? Leases.FOREVER : now);
                    if (updatedRows == 0) {
                        refuseIfLeased(sql, jobId);
                    }
                    Transitions.requireJob(updatedRows, sql, jobId, "be retried", RETRIABLE);
                    return updatedRows;
                });
    }

    private static void refuseIfLeased(Sql sql, long jobId) throws SQLException {
        Optional<String> lease =
                sql.first(
                        row ->
                                Leases.text(
                                        row.getString("claimed_by"),
                                        Sql.instant(row, "lease_until")),
                        "SELECT claimed_by, lease_until FROM job"
                                + " WHERE id = ? AND state = 'RUNNING'",
                        jobId);
        if (lease.isPresent()) {
            throw new IllegalTransitionException(
                    "job %d cannot be retried: it is RUNNING %s".formatted(jobId, lease.get()));
        }
    }

    /**
     * Queues a scored image for a new run, whose result objects have new times, new UIDs and a new
     * lookup of earlier results. The previous result is kept as the predecessor.
     *
     * @param deadline until when it waits for earlier radiographs, which are searched again; empty
     *     if none are searched
     * @throws IllegalTransitionException if the job is not SCORED, or results are waiting to be
     *     sent
     */
    public void rescore(long jobId, Instant now, Optional<Instant> deadline) throws StageException {
        database.run(
                "rescore job " + jobId,
                sql -> {
                    int updatedRows =
                            sql.update(
                                    JobRows.NEXT_RUN
                                            + ", fetched = 0"
                                            + JobRows.OF_SCORED
                                            + NONE_TO_SEND,
                                    deadline.orElse(now),
                                    jobId);
                    Transitions.requireJob(
                            updatedRows,
                            sql,
                            jobId,
                            "be rescored",
                            "SCORED with no results that wait or are being sent");
                    PriorSearches.searchAgain(sql, jobId, deadline);
                    return updatedRows;
                });
    }

    /**
     * Parks a waiting job.
     *
     * @throws IllegalTransitionException if the job is not WAITING
     */
    public void park(long jobId, String reason) throws StageException {
        database.run(
                "park job " + jobId,
                sql -> {
                    int updatedRows =
                            sql.update(
                                    "UPDATE job SET state = 'FAILED', reason = ?"
                                            + " WHERE id = ? AND state = 'WAITING'",
                                    Transitions.clip(reason),
                                    jobId);
                    Transitions.requireJob(updatedRows, sql, jobId, "be parked", "WAITING");
                    Claims.release(sql, jobId);
                    ContentChanges.failed(sql, JobRows.byId(sql, jobId).orElseThrow());
                    return updatedRows;
                });
    }

    /**
     * Deletes finished jobs whose results are all delivered; their scores stay in the {@link
     * ResultHistory}. The caller deletes the files; a crash before that leaves them on disk.
     */
    public List<PurgedJob> purge(PurgeFilter filter) throws StageException {
        return database.run("purge", sql -> purge(sql, filter));
    }

    private static List<PurgedJob> purge(Sql sql, PurgeFilter filter) throws SQLException {
        String finished = "state IN (%s)".formatted(JobRows.names(filter.states())) + ALL_SENT;
        List<Long> candidates =
                sql.list(
                        row -> row.getLong(1),
                        "SELECT id FROM job WHERE received_at < ? AND "
                                + finished
                                + " ORDER BY received_at, id FETCH FIRST ? ROWS ONLY",
                        filter.receivedBefore(),
                        filter.limit());
        return purge(sql, finished, candidates, filter.limit());
    }

    private static List<PurgedJob> purge(
            Sql sql, String condition, List<Long> candidates, int limit) throws SQLException {
        List<PurgedJob> purged = new ArrayList<>();
        for (long id : Locks.lockAvailable(sql, "job", condition, candidates, limit)) {
            purged.add(purge(sql, id));
        }
        return purged;
    }

    /**
     * Deletes a job that has failed or is not scored. The caller deletes the files.
     *
     * @throws IllegalTransitionException if the job has another state, or results that wait to be
     *     sent
     */
    public PurgedJob discard(long jobId) throws StageException {
        return database.run(
                "discard job " + jobId,
                sql -> {
                    List<PurgedJob> discarded =
                            purge(
                                    sql,
                                    "state IN ('FAILED', 'NOT_SCORED')" + NONE_TO_SEND,
                                    List.of(jobId),
                                    1);
                    Transitions.requireJob(
                            discarded.size(),
                            sql,
                            jobId,
                            "be discarded",
                            "FAILED or NOT_SCORED with no results to send");
                    return discarded.get(0);
                });
    }

    private static PurgedJob purge(Sql sql, long id) throws SQLException {
        Job job = JobRows.byId(sql, id).orElseThrow();
        List<Path> files = new ArrayList<>(List.of(job.instance().file()));
        files.addAll(
                sql.list(
                        (row, stored) -> stored.path(row.getString(1)),
                        "SELECT file FROM delivery WHERE job_id = ?"
                                + " UNION SELECT file FROM result_object WHERE job_id = ?"
                                + " ORDER BY file",
                        id,
                        id));
        files.addAll(ReplacedRows.purge(sql, job));
        sql.update("DELETE FROM delivery WHERE job_id = ?", id);
        sql.update("DELETE FROM job WHERE id = ?", id);
        PurgedRows.count(sql, job);
        PurgedRows.addUpBefore(sql, job.instance().receivedAt());
        return new PurgedJob(
                id, job.instance().ref().sopInstanceUid(), files.stream().distinct().toList());
    }

    /** The recorded conflicts, the latest first. */
    public List<Conflict> conflicts(int limit) throws StageException {
        return database.run("list conflicts", sql -> Conflicts.list(sql, limit));
    }

    /**
     * Deletes conflicts last received before an instant and returns their files, which the caller
     * deletes.
     */
    public List<Path> purgeConflicts(Instant before) throws StageException {
        return database.run("purge conflicts", sql -> Conflicts.purge(sql, before));
    }
}
