package org.brixianode.queue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.ResultKind;
import org.brixianode.study.StageException;

/**
 * Results that were delivered under an earlier content of an image, and the rejection notes that
 * name them. Every call is one transaction, durable when it returns.
 */
public final class RejectedResults {

    private static final String OBJECT =
            "run, destination, study_uid, series_uid, sop_class_uid, sop_instance_uid";

    static final String FILE =
            "SELECT file FROM withdrawn_file WHERE job_id = ? AND sop_instance_uid = ?"
                    + " ORDER BY file FETCH FIRST 1 ROWS ONLY";

    private final QueueDatabase database;

    RejectedResults(QueueDatabase database) {
        this.database = database;
    }

    /**
     * What a destination has of an earlier content.
     *
     * @param content the earlier content
     * @param destination name of the destination
     * @param objects the results that it has, or may have since they were being sent when the
     *     content was replaced, or an attempt ended without its answer
     */
    public record Obsolete(ReplacedContent content, String destination, List<InstanceRef> objects) {

        /** Copies the list. */
        public Obsolete {
            objects = List.copyOf(objects);
        }
    }

    private record Row(int run, String destination, InstanceRef object) {}

    /**
     * The results of earlier contents of a job that no note names yet, by content and destination.
     * Rejection notes and withdrawals are none.
     */
    public List<Obsolete> of(Job job) throws StageException {
        return database.run("look for results to reject of job " + job.id(), sql -> of(sql, job));
    }

    private static List<Obsolete> of(Sql sql, Job job) throws SQLException {
        List<ReplacedContent> contents =
                ReplacedRows.of(sql, job.instance().ref().sopInstanceUid());
        if (contents.isEmpty()) {
            return List.of();
        }
        List<Row> rows =
                sql.list(
                        row ->
                                new Row(
                                        row.getInt("run"),
                                        row.getString("destination"),
                                        JobRows.ref(row)),
                        "SELECT "
                                + OBJECT
                                + " FROM delivery WHERE job_id = ? AND "
                                + DeliveryRows.IS_RESULT
                                + " AND rejected_by IS NULL AND (state IN ('SENT', 'COMMITTED')"
                                + " OR withdrawn_at IS NOT NULL) UNION SELECT "
                                + OBJECT
                                + " FROM withdrawn_delivery WHERE job_id = ?"
                                + " AND rejected_by IS NULL"
                                + " ORDER BY run, destination, sop_instance_uid",
                        job.id(),
                        job.id());
        Map<List<Object>, Obsolete> found = new LinkedHashMap<>();
        for (Row row : rows) {
            contentOf(row.run(), contents)
                    .ifPresent(
                            content ->
                                    found.merge(
                                            List.of(content.run(), row.destination()),
                                            new Obsolete(
                                                    content,
                                                    row.destination(),
                                                    List.of(row.object())),
                                            RejectedResults::join));
        }
        return List.copyOf(found.values());
    }

    /** The content of a run: a content is replaced in its last one. */
    private static Optional<ReplacedContent> contentOf(int run, List<ReplacedContent> contents) {
        return contents.stream().filter(content -> run <= content.run()).findFirst();
    }

    private static Obsolete join(Obsolete one, Obsolete other) {
        List<InstanceRef> objects = new ArrayList<>(one.objects());
        objects.addAll(other.objects());
        return new Obsolete(one.content(), one.destination(), objects);
    }

    /** The file of a withdrawn result of a job; empty if it is not known. */
    public Optional<Path> file(Job job, String sopInstanceUid) throws StageException {
        return database.run(
                "look for a withdrawn file of job " + job.id(),
                sql ->
                        sql.first(
                                (row, files) -> files.path(row.getString(1)),
                                FILE,
                                job.id(),
                                sopInstanceUid));
    }

    /** The withdrawals of a job that their destinations have not accepted yet, to be recalled. */
    public List<DeliveryRecord> openWithdrawals(Job job) throws StageException {
        return database.run(
                "look for withdrawals of job " + job.id(),
                sql ->
                        sql.list(
                                DeliveryRows::read,
                                DeliveryRows.SELECT
                                        + "WHERE d.job_id = ? AND d.kind = ?"
                                        + " AND d.state NOT IN ('SENT', 'COMMITTED') ORDER BY d.id",
                                job.id(),
                                ResultKind.WITHDRAWAL.name()));
    }

    /**
     * Ends a withdrawal, since a new report takes the place of what it withdraws. If it is being
     * sent, this attempt is the last; nothing is changed if it has been sent.
     */
    static void recall(Sql sql, Job job, DeliveryRecord withdrawal, Instant now)
            throws SQLException {
        if (DeliveryRows.withdrawUnsent(sql, job.id(), now, "id = ?", withdrawal.id()) == 0) {
            return;
        }
        // Needed again if the content changes before the receiver has the new report.
        for (String table : List.of("delivery", "withdrawn_delivery")) {
            sql.update(
                    "UPDATE %s SET rejected_by = NULL WHERE job_id = ? AND rejected_by = ?"
                            .formatted(table),
                    job.id(),
                    withdrawal.object().ref().sopInstanceUid());
        }
    }

    /**
     * Queues a note and records which results it rejects.
     *
     * @param note the note or withdrawal for the destination
     * @param due when it is due
     * @throws IllegalTransitionException if the job is not RUNNING under this claim; then nothing
     *     is queued
     */
    public void reject(Job job, Obsolete results, PlannedDelivery note, Instant due)
            throws StageException {
        database.change(
                "reject results of job " + job.id(),
                sql -> {
                    JobQueue.requireClaim(sql, job, database.holder(), "have results rejected");
                    DeliveryRows.put(sql, job.id(), note, due);
                    for (InstanceRef object : results.objects()) {
                        for (String table : List.of("delivery", "withdrawn_delivery")) {
                            sql.update(
                                    "UPDATE %s SET rejected_by = ? WHERE job_id = ?"
                                                    .formatted(table)
                                            + " AND destination = ? AND sop_instance_uid = ?",
                                    note.object().ref().sopInstanceUid(),
                                    job.id(),
                                    results.destination(),
                                    object.sopInstanceUid());
                        }
                    }
                });
    }
}
