package org.brixianode.queue;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;

/** Rows of weeks, written at once for tests of what looks back on them. */
public final class TestHistory {

    private static final AtomicLong NUMBER = new AtomicLong();

    /**
     * An image that was received.
     *
     * @param global global score of a SCORED one
     */
    public record Image(
            String caller, Instant receivedAt, JobState state, String view, int global) {

        public static Image scored(String caller, Instant receivedAt) {
            return new Image(caller, receivedAt, JobState.SCORED, "PA", 6);
        }

        public static Image notScored(String caller, Instant receivedAt) {
            return new Image(caller, receivedAt, JobState.NOT_SCORED, "LL", 0);
        }

        public static Image waiting(String caller, Instant receivedAt) {
            return new Image(caller, receivedAt, JobState.WAITING, "PA", 0);
        }

        public Image withScore(int score) {
            return new Image(caller, receivedAt, state, view, score);
        }

        public Image withView(String other) {
            return new Image(caller, receivedAt, state, other, global);
        }
    }

    /** Adds images, with their results, in one transaction. */
    public static void add(QueueDatabase database, List<Image> images) throws StageException {
        database.change(
                "add a history",
                sql -> {
                    for (Image one : images) {
                        add(sql, one);
                    }
                });
    }

    private static void add(Sql sql, Image image) throws SQLException {
        String uid = "1.2.826." + NUMBER.incrementAndGet();
        sql.update(
                "INSERT INTO job (sop_instance_uid, sop_class_uid, study_uid, series_uid,"
                        + " transfer_syntax_uid, calling_ae, called_ae, file, size_bytes,"
                        + " content_digest, received_at, state, attempts, next_attempt_at)"
                        + " VALUES (?, '1.2.840.10008.5.1.4.1.1.1.1', '1.2', '1.2.3',"
                        + " '1.2.840.10008.1.2.1', ?, 'BRIXIA', 'spool/x', 1, ?, ?, ?, 1, ?)",
                uid,
                image.caller(),
                uid,
                image.receivedAt(),
                image.state(),
                image.receivedAt());
        sql.update(
                "INSERT INTO job_fact (job_id, content_digest, modality, view_position)"
                        + " SELECT id, content_digest, 'DX', ? FROM job WHERE sop_instance_uid = ?",
                image.view(),
                uid);
        if (image.state() == JobState.SCORED) {
            sql.update(
                    "INSERT INTO result (source_sop_instance_uid, content_digest, model_id,"
                            + " model_version, model_digest, zone_a, zone_b, zone_c, zone_d,"
                            + " zone_e, zone_f, scored_at)"
                            + " VALUES (?, ?, 'm', '1', 'd', ?, 0, 0, 0, 0, 0, ?)",
                    uid,
                    uid,
                    image.global(),
                    image.receivedAt().plus(Duration.ofSeconds(2)));
        }
    }

    /** Makes the earliest waiting job running since an instant; returns its id. */
    public static long run(QueueDatabase database, Instant claimedAt) throws StageException {
        return run(database, claimedAt, "node-7");
    }

    /** Lets this node claim the first waiting job. */
    public static long runHere(QueueDatabase database, Instant claimedAt) throws StageException {
        return run(database, claimedAt, database.holder());
    }

    private static long run(QueueDatabase database, Instant claimedAt, String holder)
            throws StageException {
        return database.run(
                "run a job",
                sql -> {
                    long id =
                            sql.first(
                                            row -> row.getLong(1),
                                            "SELECT MIN(id) FROM job WHERE state = 'WAITING'")
                                    .orElseThrow();
                    sql.update(
                            "UPDATE job SET state = 'RUNNING', claimed_by = ?,"
                                    + " claimed_at = ?, lease_until = ? WHERE id = ?",
                            holder,
                            claimedAt,
                            claimedAt,
                            id);
                    return id;
                });
    }

    /** Ends all jobs that wait or run. */
    public static void end(QueueDatabase database, JobState state) throws StageException {
        database.run(
                "end all jobs",
                sql ->
                        sql.update(
                                "UPDATE job SET state = ?, claimed_by = NULL, lease_until = NULL"
                                        + " WHERE state IN ('WAITING', 'RUNNING', 'FAILED')",
                                state));
    }

    /** Adds a delivery of the first job. */
    public static void deliver(
            QueueDatabase database, String destination, DeliveryState state, Instant since)
            throws StageException {
        database.run(
                "add a delivery",
                sql ->
                        sql.update(
                                "INSERT INTO delivery (job_id, destination, kind,"
                                        + " sop_instance_uid, sop_class_uid, study_uid, series_uid,"
                                        + " file, state, attempts, next_attempt_at, waiting_since,"
                                        + " last_status, last_error)"
                                        + " SELECT MIN(id), ?, 'REPORT', ?, '1.2', '1.2', '1.2',"
                                        + " 'results/x', ?, 1, CAST(? AS TIMESTAMP(6) WITH TIME ZONE),"
                                        + " CAST(? AS TIMESTAMP(6) WITH TIME ZONE), 42752,"
                                        + " 'saying Mustermann^Erika' FROM job",
                                destination,
                                "2.25." + NUMBER.incrementAndGet(),
                                state,
                                since,
                                since));
    }

    /** The destinations of all deliveries are asked to commit to their storage. */
    public static void awaitCommitment(QueueDatabase database, Instant sent) throws StageException {
        database.run(
                "await commitment",
                sql ->
                        sql.update(
                                "UPDATE delivery SET sent_at = ?, commit_due_at = ?", sent, sent));
    }

    /** All deliveries are sent. */
    public static void sendAll(QueueDatabase database) throws StageException {
        database.run("send all", sql -> sql.update("UPDATE delivery SET state = 'SENT'"));
    }

    /** Forgets what was received since an instant. */
    public static void clearSince(QueueDatabase database, Instant since) throws StageException {
        database.run(
                "clear",
                sql ->
                        sql.update("DELETE FROM job WHERE received_at >= ?", since)
                                + sql.update("DELETE FROM result WHERE scored_at >= ?", since));
    }

    /** Deletes the jobs received before an instant, whose numbers stay. */
    public static void purgeBefore(QueueDatabase database, Instant before) throws StageException {
        database.change(
                "purge",
                sql -> {
                    sql.update(
                            "INSERT INTO purged_job (received_quarter, state, jobs)"
                                    + " SELECT CAST(FLOOR(EXTRACT(EPOCH FROM received_at) / 900)"
                                    + " AS BIGINT) AS q, state, COUNT(*) FROM job"
                                    + " WHERE received_at < ? GROUP BY q, state",
                            before);
                    sql.update(
                            "DELETE FROM job_fact WHERE job_id IN"
                                    + " (SELECT id FROM job WHERE received_at < ?)",
                            before);
                    sql.update("DELETE FROM job WHERE received_at < ?", before);
                });
    }

    /** Forgets everything. */
    public static void clear(QueueDatabase database) throws StageException {
        database.run(
                "clear",
                sql ->
                        sql.update("DELETE FROM delivery")
                                + sql.update("DELETE FROM job_fact")
                                + sql.update("DELETE FROM job")
                                + sql.update("DELETE FROM result"));
    }

    private TestHistory() {}
}
