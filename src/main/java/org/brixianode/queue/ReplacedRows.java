package org.brixianode.queue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.ReceivedInstance;

/** SQL of the tables {@code replaced_content} and {@code withdrawn_file}. */
final class ReplacedRows {

    private static final String SELECT =
            "SELECT sop_instance_uid, run, sop_class_uid, study_uid, series_uid,"
                    + " transfer_syntax_uid, calling_ae, called_ae, peer_address, file, size_bytes,"
                    + " content_digest, received_at, replaced_at, withdrawn, outcome"
                    + " FROM replaced_content WHERE sop_instance_uid = ? ";

    private static final String INSERT =
            "INSERT INTO replaced_content (sop_instance_uid, run, sop_class_uid, study_uid,"
                    + " series_uid, transfer_syntax_uid, calling_ae, called_ae, peer_address, file,"
                    + " size_bytes, content_digest, received_at, replaced_at, withdrawn, outcome)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    /** Records the present content of a job as replaced. */
    static void insert(Sql sql, Job job, Instant replacedAt, int withdrawn) throws SQLException {
        ReceivedInstance instance = job.instance();
        InstanceRef ref = instance.ref();
        sql.update(
                INSERT,
                ref.sopInstanceUid(),
                job.run(),
                ref.sopClassUid(),
                ref.studyUid(),
                ref.seriesUid(),
                instance.transferSyntaxUid(),
                instance.callingAe().value(),
                instance.calledAe().value(),
                instance.sender().map(InetAddress::getHostAddress),
                instance.file(),
                instance.sizeBytes(),
                instance.contentDigest(),
                instance.receivedAt(),
                replacedAt,
                withdrawn,
                ReplacedContent.Outcome.PENDING);
    }

    /** The earlier contents of an image, the first one first. */
    static List<ReplacedContent> of(Sql sql, String sopInstanceUid) throws SQLException {
        return sql.list(ReplacedRows::read, SELECT + "ORDER BY run", sopInstanceUid);
    }

    /**
     * The content that the present one of an image is compared with: the last one that has a
     * result, or the last one. Empty unless the outcome of a change is pending.
     */
    static Optional<ReplacedContent> pending(Sql sql, String sopInstanceUid) throws SQLException {
        List<ReplacedContent> all = of(sql, sopInstanceUid);
        if (all.stream().noneMatch(one -> one.outcome() == ReplacedContent.Outcome.PENDING)) {
            return Optional.empty();
        }
        Optional<String> scored =
                sql.first(
                        row -> row.getString(1),
                        "SELECT content_digest FROM result WHERE source_sop_instance_uid = ?"
                                + " ORDER BY run DESC FETCH FIRST 1 ROWS ONLY",
                        sopInstanceUid);
        return all.stream()
                .filter(one -> scored.map(one.instance().contentDigest()::equals).orElse(true))
                .reduce((earlier, later) -> later)
                .or(() -> Optional.of(all.get(all.size() - 1)));
    }

    /** Sets what the pending changes of an image turned out to be, unless it is in a later run. */
    static int decide(Sql sql, Job job, ReplacedContent.Outcome outcome) throws SQLException {
        return sql.update(
                "UPDATE replaced_content SET outcome = ? WHERE sop_instance_uid = ?"
                        + " AND outcome = ? AND EXISTS (SELECT 1 FROM job WHERE id = ? AND run = ?)",
                outcome,
                job.instance().ref().sopInstanceUid(),
                ReplacedContent.Outcome.PENDING,
                job.id(),
                job.run());
    }

    /** Remembers the files of all results of a job, which are withdrawn. */
    static void keepFiles(Sql sql, long jobId) throws SQLException {
        keep(
                sql,
                jobId,
                "SELECT sop_instance_uid, file FROM result_object WHERE job_id = ?"
                        + " UNION SELECT sop_instance_uid, file FROM delivery WHERE job_id = ?",
                jobId,
                jobId);
    }

    /**
     * Remembers the files of deliveries of a job that are withdrawn.
     *
     * @param condition of the deliveries
     */
    static void keepUnsentFiles(Sql sql, long jobId, String condition, Object... parameters)
            throws SQLException {
        List<Object> values = new ArrayList<>(List.of((Object) jobId));
        values.addAll(List.of(parameters));
        keep(
                sql,
                jobId,
                "SELECT sop_instance_uid, file FROM delivery WHERE job_id = ?"
                        + " AND state IN ('WAITING', 'PARKED', 'SENDING') AND "
                        + condition,
                values.toArray());
    }

    /**
     * @param objects selects the UID and the file of each object
     */
    private static void keep(Sql sql, long jobId, String objects, Object... parameters)
            throws SQLException {
        List<Object> values = new ArrayList<>(List.of((Object) jobId));
        values.addAll(List.of(parameters));
        values.add(jobId);
        sql.update(
                "INSERT INTO withdrawn_file (job_id, file, sop_instance_uid)"
                        + " SELECT CAST(? AS BIGINT), o.file, MIN(o.sop_instance_uid) FROM ("
                        + objects
                        + ") o WHERE NOT EXISTS (SELECT 1 FROM withdrawn_file w"
                        + " WHERE w.job_id = ? AND w.file = o.file) GROUP BY o.file",
                values.toArray());
    }

    /** Forgets the earlier contents of a job that is purged; returns their files and results. */
    static List<Path> purge(Sql sql, Job job) throws SQLException {
        String uid = job.instance().ref().sopInstanceUid();
        List<Path> files = new ArrayList<>();
        of(sql, uid).forEach(one -> files.add(one.instance().file()));
        files.addAll(
                sql.list(
                        (row, stored) -> stored.path(row.getString(1)),
                        "SELECT file FROM withdrawn_file WHERE job_id = ? ORDER BY file",
                        job.id()));
        sql.update("DELETE FROM replaced_content WHERE sop_instance_uid = ?", uid);
        return files;
    }

    private static ReplacedContent read(ResultSet row, StoredFiles files) throws SQLException {
        return new ReplacedContent(
                JobRows.instance(row, files),
                row.getInt("run"),
                Sql.instant(row, "replaced_at"),
                row.getInt("withdrawn"),
                ReplacedContent.Outcome.valueOf(row.getString("outcome")));
    }

    private ReplacedRows() {}
}
