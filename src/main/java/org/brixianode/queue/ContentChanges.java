package org.brixianode.queue;

import java.net.InetAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.Acquisition;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.Patient;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;

/**
 * Images that are received again with other content under their SOP Instance UID: the latest
 * content becomes the job's, and the job is due in a new run. Every call is one transaction,
 * durable when it returns.
 *
 * <p>Nothing of the earlier content is delivered or compared with afterwards: its claims end, its
 * results that are not delivered are withdrawn, and its scores are no priors. Its file is kept with
 * the job.
 */
public final class ContentChanges {

    private final QueueDatabase database;

    public ContentChanges(QueueDatabase database) {
        this.database = database;
    }

    /** The answer to an offered content. */
    public enum Answer {
        /** It is the content of the image now. */
        REPLACED,
        /** It was the content of the image before the call. */
        DUPLICATE,
        /** A content that was received later is known; nothing is changed. */
        OUTDATED
    }

    private record Scored(String contentDigest, int run, Instant at) {
        static Scored read(ResultSet row) throws SQLException {
            return new Scored(row.getString(1), row.getInt(2), Sql.instant(row, "scored_at"));
        }
    }

    /**
     * Makes a received instance the content of its image. If the job was purged, it gets a new one.
     *
     * @param onlyIfLater whether an instance that was received before the present content is
     *     refused; for instances that are found in the spool at a start
     * @param deadline until when it waits for earlier radiographs, if the node searches for them
     *     and has not done so for the same patient and time; empty if it does not wait
     * @param taken by which it is claimed in the order of its patient's images
     */
    public Answer replace(
            ReceivedInstance instance,
            Instant now,
            boolean onlyIfLater,
            Optional<Instant> deadline,
            Acquisition taken)
            throws StageException {
        String uid = instance.ref().sopInstanceUid();
        return database.run(
                "replace the content of " + uid,
                sql -> {
                    Optional<Job> job =
                            sql.first(
                                    JobRows::read,
                                    JobRows.SELECT + "WHERE sop_instance_uid = ? FOR UPDATE",
                                    uid);
                    if (job.isEmpty()) {
                        return insert(sql, instance, now, onlyIfLater, deadline, taken);
                    }
                    boolean isSearched = PriorSearches.isSearchedFor(sql, job.get().id(), taken);
                    Answer answer = replace(sql, job.get(), instance, now, onlyIfLater, taken);
                    if (answer == Answer.REPLACED && !isSearched) {
                        PriorSearches.searchForNewContent(sql, job.get().id(), deadline);
                    }
                    return answer;
                });
    }

    private static Answer replace(
            Sql sql,
            Job job,
            ReceivedInstance instance,
            Instant now,
            boolean onlyIfLater,
            Acquisition taken)
            throws SQLException {
        if (job.instance().contentDigest().equals(instance.contentDigest())) {
            sql.dependOnCommittedRows();
            return Answer.DUPLICATE;
        }
        if (onlyIfLater && !instance.receivedAt().isAfter(job.instance().receivedAt())) {
            return Answer.OUTDATED;
        }
        PriorSearches.takeAsSent(sql, job.instance().ref().sopInstanceUid());
        Claims.release(sql, job.id());
        ReplacedRows.insert(sql, job, now, withdraw(sql, job.id(), now));
        forgetScores(sql, instance, now);
        sql.update("DELETE FROM job_fact WHERE job_id = ?", job.id());
        InstanceRef ref = instance.ref();
        sql.update(
                "UPDATE job SET sop_class_uid = ?, study_uid = ?, series_uid = ?,"
                        + " transfer_syntax_uid = ?, calling_ae = ?, called_ae = ?, file = ?,"
                        + " size_bytes = ?, content_digest = ?, received_at = ?, peer_address = ?,"
                        + " state = 'WAITING', attempts = 0, interruptions = 0,"
                        + " next_attempt_at = ?, first_claimed_at = NULL, reason = NULL,"
                        + " sheet_json = NULL, run = run + 1, prior_decided = 0,"
                        + " prior_vetoed = NULL, prior_veto = NULL, earlier_until = NULL,"
                        + " earlier_came_at = NULL, renewal = 0, patient_key = ?, taken_at = ?,"
                        + " turn_at = ?, "
                        + JobQueue.UNCLAIMED
                        + " WHERE id = ?",
                ref.sopClassUid(),
                ref.studyUid(),
                ref.seriesUid(),
                instance.transferSyntaxUid(),
                instance.callingAe().value(),
                instance.calledAe().value(),
                instance.file(),
                instance.sizeBytes(),
                instance.contentDigest(),
                instance.receivedAt(),
                instance.sender().map(InetAddress::getHostAddress),
                instance.receivedAt(),
                taken.patient().map(Patient::key),
                taken.takenAt(),
                instance.receivedAt(),
                job.id());
        return Answer.REPLACED;
    }

    /**
     * Withdraws the results of a job: what is not delivered is not sent any more, and what is
     * delivered is not sent again. What is being sent ends with this attempt. Rejection notes and
     * withdrawals are about results that were delivered before; they stay.
     *
     * @return the number of deliveries that are withdrawn
     */
    private static int withdraw(Sql sql, long jobId, Instant now) throws SQLException {
        int withdrawn = DeliveryRows.withdrawResults(sql, jobId, now);
        sql.update(
                "UPDATE delivery SET commit_due_at = NULL WHERE job_id = ? AND state = 'SENT' AND "
                        + DeliveryRows.IS_RESULT,
                jobId);
        sql.update("DELETE FROM result_object WHERE job_id = ?", jobId);
        return withdrawn;
    }

    private static void forgetScores(Sql sql, ReceivedInstance instance, Instant now)
            throws SQLException {
        sql.update(
                "UPDATE result SET replaced_at = ? WHERE source_sop_instance_uid = ?"
                        + " AND replaced_at IS NULL",
                now,
                instance.ref().sopInstanceUid());
    }

    /** The job of the earlier content was purged, or never existed. */
    private static Answer insert(
            Sql sql,
            ReceivedInstance instance,
            Instant now,
            boolean onlyIfLater,
            Optional<Instant> deadline,
            Acquisition taken)
            throws SQLException {
        String uid = instance.ref().sopInstanceUid();
        Optional<Scored> scored =
                sql.first(
                        Scored::read,
                        "SELECT content_digest, run, scored_at FROM result"
                                + " WHERE source_sop_instance_uid = ?"
                                + " ORDER BY run DESC FETCH FIRST 1 ROWS ONLY",
                        uid);
        if (scored.isPresent()) {
            if (scored.get().contentDigest().equals(instance.contentDigest())) {
                sql.dependOnCommittedRows();
                return Answer.DUPLICATE;
            }
            if (onlyIfLater && !instance.receivedAt().isAfter(scored.get().at())) {
                return Answer.OUTDATED;
            }
        }
        PriorSearches.insert(sql, instance, deadline, taken);
        sql.update(
                "UPDATE job SET run = ? WHERE sop_instance_uid = ?",
                scored.map(Scored::run).orElse(0) + 1,
                uid);
        forgetScores(sql, instance, now);
        // What the change is cannot be decided later, since the earlier content is not kept.
        compareAgain(sql, JobRows.bySource(sql, uid).orElseThrow(), now);
        return Answer.REPLACED;
    }

    /** Whether a content was replaced or scored earlier, so that its file in the spool is known. */
    public boolean wasReplaced(String sopInstanceUid, String contentDigest) throws StageException {
        return database.run(
                "look for an earlier content of " + sopInstanceUid,
                sql ->
                        sql.first(
                                        row -> row.getInt(1),
                                        "SELECT run FROM replaced_content"
                                                + " WHERE sop_instance_uid = ? AND content_digest = ?"
                                                + " UNION SELECT run FROM result"
                                                + " WHERE source_sop_instance_uid = ?"
                                                + " AND content_digest = ?",
                                        sopInstanceUid,
                                        contentDigest,
                                        sopInstanceUid,
                                        contentDigest)
                                .isPresent());
    }

    /**
     * The content that the present one of a job is compared with, to decide what the change is: the
     * last one that was scored, or else the last one. Empty if nothing is to be decided.
     */
    public Optional<ReplacedContent> pending(Job job) throws StageException {
        return database.run(
                "look for a change of the content of job " + job.id(),
                sql -> ReplacedRows.pending(sql, job.instance().ref().sopInstanceUid()));
    }

    /**
     * Sets what the pending changes of a job's content turned out to be; nothing if its content has
     * been replaced again, or it was decided before.
     *
     * @param isOtherPrior whether the image is another prior than before: other images that were
     *     compared with it are scored again
     * @return ids of the jobs that are scored again
     */
    public List<Long> decide(
            Job job, ReplacedContent.Outcome outcome, boolean isOtherPrior, Instant now)
            throws StageException {
        return database.run(
                "decide on the change of the content of job " + job.id(),
                sql ->
                        ReplacedRows.decide(sql, job, outcome) > 0 && isOtherPrior
                                ? compareAgain(sql, job, now)
                                : List.of());
    }

    /**
     * Scores the images again whose results were compared with an earlier content of a job, which
     * has failed with the present one. What the change is remains to be decided.
     */
    static void failed(Sql sql, Job job) throws SQLException {
        if (ReplacedRows.pending(sql, job.instance().ref().sopInstanceUid()).isPresent()) {
            compareAgain(sql, job, job.nextAttemptAt());
        }
    }

    /**
     * Scores the images again whose results were compared with an earlier content of a job's image:
     * they show the scores of what may be another person's image. Results that are not delivered
     * yet are withdrawn, also of jobs that are due or running anyway. A job that runs looks itself
     * when it ends, see {@link #isComparedWithReplaced}.
     *
     * @return ids of the jobs that are due again
     */
    static List<Long> compareAgain(Sql sql, Job job, Instant now) throws SQLException {
        List<Long> compared =
                sql.list(
                        row -> row.getLong(1),
                        "SELECT DISTINCT job.id FROM job JOIN compared_result c ON c.job_id = job.id"
                                + " WHERE c.source_sop_instance_uid = ? AND c.run < ?"
                                + " AND job.state IN ('SCORED', 'WAITING', 'RUNNING', 'FAILED')"
                                + " AND job.id <> ? ORDER BY job.id",
                        job.instance().ref().sopInstanceUid(),
                        job.run(),
                        job.id());
        List<Long> again = new ArrayList<>();
        for (long id : compared) {
            // The job before its deliveries, as everywhere.
            JobRows.lock(sql, id);
            withdraw(sql, id, now);
            if (sql.update(JobRows.NEXT_RUN + JobRows.OF_SCORED, now, id)
                            + renewAsOthers(sql, id, now)
                    > 0) {
                again.add(id);
            }
        }
        return again;
    }

    /**
     * Makes a renewal an ordinary run, which is not put off until all other images are scored. One
     * that failed is tried again. One that runs keeps its claim.
     */
    private static int renewAsOthers(Sql sql, long id, Instant now) throws SQLException {
        sql.update("UPDATE job SET renewal = 0 WHERE id = ? AND state = 'RUNNING'", id);
        return sql.update(
                "UPDATE job SET state = 'WAITING', attempts = 0, renewal = 0, reason = NULL,"
                        + " next_attempt_at = ?, "
                        + JobRows.UNDECIDED_PRIORS
                        + " WHERE id = ? AND state IN ('WAITING', 'FAILED') AND renewal = 1",
                now,
                id);
    }

    /**
     * Whether a job's results were compared with a content that has been replaced since. Locks the
     * results that they were compared with until the transaction ends, so that none is replaced
     * before the job has ended and {@link #compareAgain} finds it.
     */
    static boolean isComparedWithReplaced(Sql sql, long jobId) throws SQLException {
        boolean replaced = false;
        for (ResultHistory.Ref one : ResultHistory.compared(sql, jobId)) {
            replaced |=
                    sql.first(
                                    row -> row.getObject("replaced_at") != null,
                                    "SELECT replaced_at FROM result"
                                            + " WHERE source_sop_instance_uid = ? AND run = ?"
                                            + " FOR UPDATE",
                                    one.sourceUid(),
                                    one.run())
                            .orElse(false);
        }
        return replaced;
    }
}
