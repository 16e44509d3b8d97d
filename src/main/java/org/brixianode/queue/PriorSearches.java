package org.brixianode.queue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.Acquisition;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.Patient;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;

/**
 * The searches for earlier radiographs in a PACS, one for each image that waits for them. Every
 * call is one transaction.
 *
 * <pre>
 * OPEN -retrieved-> RETRIEVED -settle-> COMPLETE, or FAILED where the PACS said that a part fails
 *   |                 |
 *   |-----------------|--settle after the deadline-> LATE
 * </pre>
 *
 * <p>Some PACS answer before they send: a series of which no image has come is waited for until the
 * deadline, and what comes later completes a search that is LATE ({@link Renewals}).
 *
 * <p>The image is due at its deadline by itself; a search only makes it due earlier. An abandoned
 * search is taken over when its lease expires.
 */
public final class PriorSearches {

    /** Reason of a job that waits. */
    static final String WAITS = "waits for earlier radiographs in the PACS";

    /** Why images were not there where no search has ended. */
    private static final String NOT_OVER = "the search was not over in priors.wait";

    /** Why images were not there where a search has ended and some have not come. */
    private static final String NOT_SENT = "the PACS did not send all in priors.wait";

    /** Why images were not there where all have come. */
    private static final String NOT_SCORED = "what the PACS sent was not scored in priors.wait";

    /**
     * How long images of a series that was asked for are taken for what was asked for while not all
     * have come.
     */
    private static final Duration EXPECTED = Duration.ofDays(1);

    /**
     * The same once all images of the search have come: some PACS answer before they send. What
     * comes later is new in the series.
     */
    private static final Duration EXPECTED_AFTER_ALL = Duration.ofMinutes(15);

    private static final String OF_ENDED =
            " WHERE sop_instance_uid = ? AND state IN ('SCORED', 'NOT_SCORED')";

    private static final String SCORED =
            " NOT EXISTS (SELECT 1 FROM job earlier JOIN prior_series expected"
                    + " ON earlier.series_uid = expected.series_uid"
                    + " WHERE expected.job_id = prior_search.job_id"
                    + " AND earlier.id <> prior_search.job_id AND earlier.fetched = 1"
                    + " AND earlier.state IN ('WAITING', 'RUNNING'))";

    private static final String CAME =
            " NOT EXISTS (SELECT 1 FROM prior_series expected"
                    + " WHERE expected.job_id = prior_search.job_id"
                    + " AND NOT EXISTS (SELECT 1 FROM job came"
                    + " WHERE came.series_uid = expected.series_uid))";

    /** A PACS that reports a failure does not send the rest. */
    private static final String DONE =
            "state = 'RETRIEVED' AND (reason IS NOT NULL OR" + CAME + ") AND" + SCORED;

    private static final String LATE = "state IN ('OPEN', 'RETRIEVED') AND deadline <= ?";

    private final QueueDatabase database;

    public PriorSearches(QueueDatabase database) {
        this.database = database;
    }

    /**
     * A claimed search.
     *
     * @param job primary key of the job that waits
     * @param deadline until when it waits
     */
    public record Claimed(long job, ReceivedInstance instance, Instant deadline) {}

    /** What the node has of a study. */
    public enum Known {
        /** Nothing. */
        NO,
        /** Images that it fetched. */
        FETCHED,
        /**
         * Images that were sent to it, or results of them. A study of which it was sent only images
         * that cannot be scored, such as a lateral, does not count: the frontal one is elsewhere.
         */
        YES
    }

    /**
     * What {@link #settle} has done.
     *
     * @param released number of images that became due
     * @param missed images whose earlier ones were not all there
     */
    public record Settled(int released, List<Missed> missed) {}

    /**
     * An image whose earlier ones were not all there.
     *
     * @param reason why, for an operator
     */
    public record Missed(InstanceRef image, String reason) {}

    /** Inserts a job, with a search until the deadline unless it is itself an earlier image. */
    static void insert(
            Sql sql, ReceivedInstance instance, Optional<Instant> deadline, Acquisition taken)
            throws SQLException {
        boolean fetched = isExpected(sql, instance);
        if (fetched || deadline.isEmpty()) {
            JobRows.insert(sql, instance, instance.receivedAt(), fetched, Optional.empty(), taken);
            return;
        }
        JobRows.insert(sql, instance, deadline.get(), false, Optional.of(WAITS), taken);
        sql.update(
                "INSERT INTO prior_search (job_id, state, deadline)"
                        + " SELECT id, 'OPEN', ? FROM job WHERE sop_instance_uid = ?",
                deadline.get(),
                instance.ref().sopInstanceUid());
    }

    /**
     * Forgets the search of a job that begins a new run, and opens another one.
     *
     * @param deadline until when the job waits; empty without a search
     */
    static void searchAgain(Sql sql, long jobId, Optional<Instant> deadline) throws SQLException {
        sql.update("DELETE FROM prior_search WHERE job_id = ?", jobId);
        if (deadline.isPresent()) {
            sql.update(
                    "INSERT INTO prior_search (job_id, state, deadline) VALUES (?, 'OPEN', ?)",
                    jobId,
                    deadline.get());
            sql.update("UPDATE job SET reason = ? WHERE id = ?", WAITS, jobId);
        }
    }

    /** Whether a search of a job has ended that was for this patient and time. */
    static boolean isSearchedFor(Sql sql, long jobId, Acquisition taken) throws SQLException {
        return sql.first(
                        row -> row.getLong(1),
                        "SELECT id FROM job JOIN prior_search ON prior_search.job_id = job.id"
                                + " WHERE id = ? AND prior_search.state"
                                + " IN ('COMPLETE', 'FAILED', 'LATE')"
                                + " AND patient_key = ? AND taken_at = ?",
                        jobId,
                        taken.patient().map(Patient::key),
                        taken.takenAt())
                .isPresent();
    }

    /**
     * Opens a search for the content that a job has now, unless the job is itself an earlier image.
     * A search that runs for the content before has no claim on it.
     */
    static void searchForNewContent(Sql sql, long jobId, Optional<Instant> deadline)
            throws SQLException {
        Optional<Instant> waits =
                sql.first(
                                row -> row.getLong(1),
                                "SELECT id FROM job WHERE id = ? AND fetched = 0",
                                jobId)
                        .flatMap(any -> deadline);
        searchAgain(sql, jobId, waits);
        if (waits.isPresent()) {
            sql.update("UPDATE job SET next_attempt_at = ? WHERE id = ?", waits.get(), jobId);
        }
    }

    private static boolean isExpected(Sql sql, ReceivedInstance instance) throws SQLException {
        return !sql.list(
                        row -> row.getLong(1),
                        "SELECT expected.job_id FROM prior_series expected"
                                + " JOIN prior_search search ON search.job_id = expected.job_id"
                                + " WHERE expected.series_uid = ? AND (expected.requested_at > ?"
                                + " OR (expected.requested_at > ?"
                                + " AND (search.state IN ('OPEN', 'FAILED', 'LATE')"
                                + " OR search.reason IS NOT NULL)))",
                        instance.ref().seriesUid(),
                        instance.receivedAt().minus(EXPECTED_AFTER_ALL),
                        instance.receivedAt().minus(EXPECTED))
                .isEmpty();
    }

    /**
     * Whether the node fetched the image as an earlier one, so that its results are sent nowhere.
     */
    public boolean isFetched(Job job) throws StageException {
        return database.run(
                "read how job " + job.id() + " came",
                sql ->
                        sql.first(
                                        row -> row.getLong(1),
                                        "SELECT id FROM job WHERE id = ? AND fetched = 1",
                                        job.id())
                                .isPresent());
    }

    /**
     * Treats a fetched image as one that was sent to the node, because a sender has sent it again
     * with the same content although no search waits for it. Its results are due: if it has an
     * outcome, it is processed in a further run, and if it is running, it is claimed anew, since
     * its worker may have composed results for nobody.
     *
     * @return whether the image was a fetched one and is not any more
     */
    public boolean sentAgain(String sopInstanceUid, Instant now) throws StageException {
        return database.run(
                "note that " + sopInstanceUid + " was sent again",
                sql -> {
                    boolean wasFetched = takeAsSent(sql, sopInstanceUid);
                    if (wasFetched) {
                        sql.update(JobRows.NEXT_RUN + OF_ENDED, now, sopInstanceUid);
                        sql.update(
                                "UPDATE job SET state = 'WAITING', attempts = attempts - 1,"
                                        + " next_attempt_at = ?, "
                                        + JobQueue.UNCLAIMED
                                        + " WHERE sop_instance_uid = ? AND state = 'RUNNING'",
                                now,
                                sopInstanceUid);
                    }
                    return wasFetched;
                });
    }

    /**
     * Takes the mark of a fetched image off an image that no search waits for.
     *
     * @return whether it had the mark
     */
    static boolean takeAsSent(Sql sql, String sopInstanceUid) throws SQLException {
        return sql.update(
                        "UPDATE job SET fetched = 0 WHERE sop_instance_uid = ? AND fetched = 1"
                                + " AND NOT EXISTS (SELECT 1 FROM prior_series expected"
                                + " JOIN prior_search search ON search.job_id = expected.job_id"
                                + " WHERE expected.series_uid = job.series_uid"
                                + " AND search.state = 'OPEN')",
                        sopInstanceUid)
                > 0;
    }

    /** Whether a search was made for a job and not all that it found was scored. */
    static boolean isIncomplete(Sql sql, long jobId) throws SQLException {
        return !sql.list(
                        row -> row.getLong(1),
                        "SELECT job_id FROM prior_search WHERE job_id = ? AND state <> 'COMPLETE'",
                        jobId)
                .isEmpty();
    }

    /** Puts searches back that a crash of the only node left claimed. */
    static void requeue(Sql sql) throws SQLException {
        sql.update(
                "UPDATE prior_search SET claimed_by = NULL, lease_until = NULL"
                        + " WHERE state = 'OPEN'");
    }

    /** Claims the open search with the earliest deadline that has not passed. */
    public Optional<Claimed> claim(Instant now, Instant leaseUntil) throws StageException {
        return database.run(
                "claim a search for earlier radiographs",
                sql -> {
                    for (long id : open(sql, now)) {
                        int updatedRows =
                                sql.update(
                                        "UPDATE prior_search SET claimed_by = ?, lease_until = ?"
                                                + " WHERE job_id = ? AND state = 'OPEN'"
                                                + " AND (lease_until IS NULL OR lease_until <= ?)",
                                        database.holder(),
                                        leaseUntil,
                                        id,
                                        now);
                        if (updatedRows == 1) {
                            return claimed(sql, id);
                        }
                    }
                    return Optional.empty();
                });
    }

    private static List<Long> open(Sql sql, Instant now) throws SQLException {
        return sql.list(
                row -> row.getLong(1),
                "SELECT job_id FROM prior_search WHERE state = 'OPEN' AND deadline > ?"
                        + " AND (lease_until IS NULL OR lease_until <= ?)"
                        + " ORDER BY state, deadline, job_id FETCH FIRST ? ROWS ONLY",
                now,
                now,
                Locks.SPARE_CANDIDATES);
    }

    private static Optional<Claimed> claimed(Sql sql, long id) throws SQLException {
        Optional<Instant> deadline =
                sql.first(
                        row -> Sql.instant(row, "deadline"),
                        "SELECT deadline FROM prior_search WHERE job_id = ?",
                        id);
        return JobRows.byId(sql, id)
                .map(job -> new Claimed(id, job.instance(), deadline.orElseThrow()));
    }

    /** What the node has of a study. */
    public Known known(String studyUid) throws StageException {
        return database.run(
                "look for study " + studyUid,
                sql -> {
                    List<Integer> fetched =
                            sql.list(
                                    row -> row.getInt(1),
                                    "SELECT fetched FROM job WHERE study_uid = ?"
                                            + " AND (fetched = 1 OR state <> 'NOT_SCORED')"
                                            + " UNION SELECT 0 FROM result WHERE study_uid = ?"
                                            + " AND NOT EXISTS (SELECT 1 FROM job"
                                            + " WHERE sop_instance_uid = source_sop_instance_uid)",
                                    studyUid,
                                    studyUid);
                    if (fetched.isEmpty()) {
                        return Known.NO;
                    }
                    return fetched.contains(0) ? Known.YES : Known.FETCHED;
                });
    }

    /** Writes the series that are asked for, before they are. */
    public void expect(long job, Collection<String> seriesUids, Instant now) throws StageException {
        database.change(
                "expect earlier radiographs of job " + job,
                sql -> {
                    for (String uid : new HashSet<>(seriesUids)) {
                        int updatedRows =
                                sql.update(
                                        "UPDATE prior_series SET requested_at = ?"
                                                + " WHERE series_uid = ? AND job_id = ?",
                                        now,
                                        uid,
                                        job);
                        if (updatedRows == 0) {
                            sql.update(
                                    "INSERT INTO prior_series (series_uid, job_id, requested_at)"
                                            + " VALUES (?, ?, ?)",
                                    uid,
                                    job,
                                    now);
                        }
                    }
                });
    }

    /** Whether there is an image of a series, whatever became of it. */
    public boolean hasImageOf(String seriesUid) throws StageException {
        return database.run(
                "look for series " + seriesUid,
                sql ->
                        sql.first(
                                        row -> row.getLong(1),
                                        "SELECT id FROM job WHERE series_uid = ?"
                                                + " FETCH FIRST 1 ROWS ONLY",
                                        seriesUid)
                                .isPresent());
    }

    /**
     * Ends a search that this node has claimed; the image waits on until what was fetched is
     * scored, at most to its deadline.
     *
     * @param missing what did not come, if anything
     */
    public void retrieved(long job, Optional<String> missing) throws StageException {
        database.change(
                "end the search of job " + job,
                sql ->
                        sql.update(
                                "UPDATE prior_search SET state = 'RETRIEVED', reason = ?,"
                                        + " claimed_by = NULL, lease_until = NULL"
                                        + " WHERE job_id = ? AND state = 'OPEN' AND claimed_by = ?",
                                missing.map(Transitions::clip),
                                job,
                                database.holder()));
    }

    /** Leaves a search open for another attempt. */
    public void retryAt(long job, Instant at, String reason) throws StageException {
        database.change(
                "put the search of job " + job + " back",
                sql ->
                        sql.update(
                                "UPDATE prior_search SET lease_until = ?, reason = ?"
                                        + " WHERE job_id = ? AND state = 'OPEN' AND claimed_by = ?",
                                at,
                                Transitions.clip(reason),
                                job,
                                database.holder()));
    }

    /** Releases the images whose earlier ones are scored, and ends searches that are late. */
    public Settled settle(Instant now) throws StageException {
        return database.run(
                "settle searches for earlier radiographs",
                sql -> {
                    int released = 0;
                    List<Missed> missed = new ArrayList<>();
                    for (long job : locked(sql, DONE)) {
                        if (end(sql, job, "COMPLETE", DONE)) {
                            release(sql, job, now);
                            released++;
                            if (isIncomplete(sql, job)) {
                                missed(sql, job).ifPresent(missed::add);
                            }
                        }
                    }
                    for (long job : locked(sql, LATE, now)) {
                        Optional<Missed> late = missed(sql, job);
                        if (end(sql, job, "LATE", LATE, now)) {
                            late.ifPresent(missed::add);
                        }
                    }
                    return new Settled(released, missed);
                });
    }

    /**
     * Locks the jobs of searches before the searches, as everywhere; what another transaction has
     * locked is settled next time.
     */
    private static List<Long> locked(Sql sql, String condition, Object... parameters)
            throws SQLException {
        List<Long> jobs =
                sql.list(
                        row -> row.getLong(1),
                        "SELECT job_id FROM prior_search WHERE " + condition + " ORDER BY job_id",
                        parameters);
        return Locks.lockAvailable(sql, "job", "TRUE", jobs, jobs.size());
    }

    /** Why the images of a search are not all there, asked before it ends; empty without one. */
    private static Optional<Missed> missed(Sql sql, long job) throws SQLException {
        Optional<String> reason =
                sql.first(
                        row -> row.getString(1),
                        "SELECT CASE WHEN reason IS NOT NULL THEN reason WHEN state = 'OPEN' THEN '"
                                + NOT_OVER
                                + "' WHEN"
                                + CAME
                                + " THEN '"
                                + NOT_SCORED
                                + "' ELSE '"
                                + NOT_SENT
                                + "' END FROM prior_search WHERE job_id = ?",
                        job);
        Optional<Job> waiting = JobRows.byId(sql, job);
        return reason.flatMap(why -> waiting.map(one -> new Missed(one.instance().ref(), why)));
    }

    private static void release(Sql sql, long job, Instant now) throws SQLException {
        sql.update(
                "UPDATE job SET next_attempt_at = ? WHERE id = ? AND state = 'WAITING'"
                        + " AND reason = ?",
                now,
                job,
                WAITS);
    }

    /**
     * @param state of a search of which the PACS has reported no failure
     * @param condition whose parameters follow
     */
    private static boolean end(
            Sql sql, long job, String state, String condition, Object... parameters)
            throws SQLException {
        List<Object> values = new ArrayList<>(List.of(state, job));
        values.addAll(List.of(parameters));
        return sql.update(
                        "UPDATE prior_search SET claimed_by = NULL, lease_until = NULL, state ="
                                + " CASE WHEN state = 'RETRIEVED' AND reason IS NOT NULL"
                                + " THEN 'FAILED' ELSE CAST(? AS VARCHAR(16)) END"
                                + " WHERE job_id = ? AND "
                                + condition,
                        values.toArray())
                == 1;
    }
}
