package org.brixianode.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ResultKind;

/** SQL of the table {@code result_object}, the current result objects of each job. */
final class ResultObjectRows {

    private static final String INSERT =
            "INSERT INTO result_object (job_id, kind, sop_instance_uid, sop_class_uid, study_uid,"
                    + " series_uid, file) VALUES (?, ?, ?, ?, ?, ?, ?)";

    /** Replaces the result objects of a job. */
    static void replace(Sql sql, long jobId, List<OutgoingObject> objects) throws SQLException {
        sql.update("DELETE FROM result_object WHERE job_id = ?", jobId);
        for (OutgoingObject object : objects) {
            InstanceRef ref = object.ref();
            sql.update(
                    INSERT,
                    jobId,
                    object.kind().name(),
                    ref.sopInstanceUid(),
                    ref.sopClassUid(),
                    ref.studyUid(),
                    ref.seriesUid(),
                    object.file());
        }
    }

    static List<OutgoingObject> ofJob(Sql sql, long jobId) throws SQLException {
        return sql.list(
                ResultObjectRows::read,
                "SELECT o.kind, o.sop_instance_uid, o.sop_class_uid, o.study_uid, o.series_uid,"
                        + " o.file, j.sop_instance_uid AS source_uid"
                        + " FROM result_object o JOIN job j ON j.id = o.job_id"
                        + " WHERE o.job_id = ? ORDER BY o.kind DESC, o.sop_instance_uid",
                jobId);
    }

    private static OutgoingObject read(ResultSet row, StoredFiles files) throws SQLException {
        return new OutgoingObject(
                new ResultKind(row.getString("kind")),
                JobRows.ref(row),
                row.getString("source_uid"),
                files.path(row.getString("file")));
    }

    private ResultObjectRows() {}
}
