package org.brixianode.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ResultKind;

/** SQL of the table {@code delivery}. */
final class DeliveryRows {

    static final String SELECT =
            "SELECT d.id, d.job_id, d.destination, d.run, d.kind, d.sop_instance_uid, d.sop_class_uid,"
                    + " d.study_uid, d.series_uid, d.file, d.state, d.attempts,"
                    + " d.claims, d.lease_until, d.next_attempt_at, d.last_status, d.last_error, d.sent_at,"
                    + " d.waiting_since, d.failed_at, d.commit_due_at, d.rejected_by,"
                    + " j.sop_instance_uid AS source_uid"
                    + " FROM delivery d JOIN job j ON j.id = d.job_id ";

    /** Results of the image, and not what is said of results that were delivered before. */
    static final String IS_RESULT =
            "kind NOT IN ('%s', '%s')"
                    .formatted(ResultKind.REJECTION_NOTE.name(), ResultKind.WITHDRAWAL.name());

    private static final String OF_JOB = "job_id = ? AND ";

    private static final String EARLIER = "destination = ? AND kind = ? AND sop_instance_uid <> ?";

    private static final String INSERT =
            "INSERT INTO delivery (job_id, destination, kind, sop_instance_uid, sop_class_uid,"
                    + " study_uid, series_uid, file, state, attempts, next_attempt_at,"
                    + " waiting_since, in_doubt, run) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'WAITING', 0,"
                    + " ?, ?, ?, (SELECT run FROM job WHERE id = ?))";

    private static final String OF_OBJECT =
            " FROM delivery WHERE destination = ? AND sop_instance_uid = ? AND job_id = ?";

    /** Inserts a delivery, replacing an ended one of the same object to the same destination. */
    static void put(Sql sql, long jobId, PlannedDelivery planned, Instant due) throws SQLException {
        OutgoingObject object = planned.object();
        InstanceRef ref = object.ref();
        if (planned.isLatestOnly()) {
            endEarlier(sql, jobId, planned, due);
        }
        Object[] which = {planned.destination(), ref.sopInstanceUid(), jobId};
        boolean mayBeThere =
                sql.first(
                                row -> row.getLong(1),
                                "SELECT id"
                                        + OF_OBJECT
                                        + " AND (state IN ('SENT', 'COMMITTED') OR in_doubt = 1)",
                                which)
                        .isPresent();
        sql.update("DELETE" + OF_OBJECT + " AND state IN ('SENT', 'COMMITTED', 'PARKED')", which);
        sql.update(
                INSERT,
                jobId,
                planned.destination(),
                object.kind().name(),
                ref.sopInstanceUid(),
                ref.sopClassUid(),
                ref.studyUid(),
                ref.seriesUid(),
                object.file(),
                due,
                due,
                mayBeThere ? 1 : 0,
                jobId);
    }

    /** What is being sent ends with this attempt. */
    private static void endEarlier(Sql sql, long jobId, PlannedDelivery planned, Instant now)
            throws SQLException {
        withdrawUnsent(
                sql,
                jobId,
                now,
                EARLIER,
                planned.destination(),
                planned.object().kind().name(),
                planned.object().ref().sopInstanceUid());
    }

    /**
     * Withdraws those of some deliveries of a job that are not delivered. What is being sent ends
     * with this attempt. Their files, which are neither results of the job nor of a delivery
     * afterwards, are remembered.
     *
     * @param condition of the deliveries, besides their job and state
     * @return the number of deliveries that are withdrawn
     */
    static int withdrawUnsent(
            Sql sql, long jobId, Instant now, String condition, Object... parameters)
            throws SQLException {
        lock(sql, jobId, condition, parameters);
        ReplacedRows.keepUnsentFiles(sql, jobId, condition, parameters);
        return end(sql, jobId, now, condition, parameters);
    }

    /**
     * Withdraws the results of a job that are not delivered, as {@link #withdrawUnsent}, and
     * remembers the files of all its results, delivered or not.
     */
    static int withdrawResults(Sql sql, long jobId, Instant now) throws SQLException {
        lock(sql, jobId, IS_RESULT);
        ReplacedRows.keepFiles(sql, jobId);
        return end(sql, jobId, now, IS_RESULT);
    }

    /** So that none goes from one state to the other between two statements. */
    private static void lock(Sql sql, long jobId, String condition, Object... parameters)
            throws SQLException {
        sql.list(
                row -> row.getLong(1),
                "SELECT id FROM delivery WHERE " + OF_JOB + condition + " ORDER BY id FOR UPDATE",
                with(jobId, parameters));
    }

    private static int end(Sql sql, long jobId, Instant now, String condition, Object... parameters)
            throws SQLException {
        Object[] values = with(jobId, parameters);
        return withdraw(sql, OF_JOB + condition + " AND state IN ('WAITING', 'PARKED')", values)
                + sql.update(
                        "UPDATE delivery SET withdrawn_at = ? WHERE "
                                + OF_JOB
                                + condition
                                + " AND state = 'SENDING'",
                        with(now, values));
    }

    private static Object[] with(Object first, Object[] others) {
        return Stream.concat(Stream.of(first), Arrays.stream(others)).toArray();
    }

    /**
     * Deletes those of some deliveries whose content was replaced while they were being sent; their
     * objects are not sent again.
     *
     * @param condition of the deliveries
     */
    static int dropWithdrawn(Sql sql, String condition, Object... parameters) throws SQLException {
        return withdraw(sql, "withdrawn_at IS NOT NULL AND " + condition, parameters);
    }

    /**
     * Deletes deliveries whose objects are not to be sent any more. What a destination may have is
     * remembered, so that a rejection note can name it.
     *
     * @param condition of the deliveries
     */
    static int withdraw(Sql sql, String condition, Object... parameters) throws SQLException {
        sql.update(
                "INSERT INTO withdrawn_delivery (job_id, destination, sop_instance_uid,"
                        + " sop_class_uid, study_uid, series_uid, run, rejected_by)"
                        + " SELECT job_id, destination, sop_instance_uid, sop_class_uid, study_uid,"
                        + " series_uid, run, rejected_by FROM delivery WHERE in_doubt = 1 AND "
                        + IS_RESULT
                        + " AND "
                        + condition
                        + " AND NOT EXISTS (SELECT 1 FROM withdrawn_delivery w WHERE w.job_id ="
                        + " delivery.job_id AND w.destination = delivery.destination"
                        + " AND w.sop_instance_uid = delivery.sop_instance_uid)",
                parameters);
        return sql.update("DELETE FROM delivery WHERE " + condition, parameters);
    }

    static Optional<DeliveryRecord> byId(Sql sql, long id) throws SQLException {
        return sql.first(DeliveryRows::read, SELECT + "WHERE d.id = ?", id);
    }

    static DeliveryRecord read(ResultSet row, StoredFiles files) throws SQLException {
        return new DeliveryRecord(
                row.getLong("id"),
                row.getLong("job_id"),
                object(row, files),
                row.getString("destination"),
                row.getInt("run"),
                DeliveryState.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getInt("claims"),
                Sql.optionalInstant(row, "lease_until"),
                Sql.instant(row, "next_attempt_at"),
                Sql.optionalInt(row, "last_status"),
                Sql.optionalText(row, "last_error"),
                Sql.optionalInstant(row, "sent_at"),
                DeliveryState.valueOf(row.getString("state")) == DeliveryState.SENT
                        && Sql.optionalInstant(row, "commit_due_at").isPresent(),
                Sql.optionalText(row, "rejected_by"));
    }

    private static OutgoingObject object(ResultSet row, StoredFiles files) throws SQLException {
        return new OutgoingObject(
                new ResultKind(row.getString("kind")),
                JobRows.ref(row),
                row.getString("source_uid"),
                files.path(row.getString("file")));
    }

    private DeliveryRows() {}
}
