package org.brixianode.queue;

import java.sql.SQLException;
import java.util.Optional;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;

/** Reads the trail of a job. */
public final class JobTrails {

    private final QueueDatabase database;

    public JobTrails(QueueDatabase database) {
        this.database = database;
    }

    /** The trail of a job; empty if there is no such job. */
    public Optional<JobTrail> of(long jobId) throws StageException {
        return database.run(
                "read the trail of job " + jobId,
                sql -> {
                    Optional<Job> job = JobRows.byId(sql, jobId);
                    return job.isEmpty() ? Optional.empty() : Optional.of(of(sql, job.get()));
                });
    }

    private static JobTrail of(Sql sql, Job job) throws SQLException {
        String uid = job.instance().ref().sopInstanceUid();
        return new JobTrail(
                job,
                sql.first(
                                row -> Sql.optionalInstant(row, "claimed_at"),
                                "SELECT claimed_at FROM job WHERE id = ?",
                                job.id())
                        .flatMap(at -> at),
                ResultRows.withoutObjects(
                        sql, "WHERE source_sop_instance_uid = ? ORDER BY run", uid),
                ResultObjectRows.ofJob(sql, job.id()),
                sql.list(
                        (row, files) ->
                                new JobTrail.Step(
                                        DeliveryRows.read(row, files),
                                        Sql.optionalInstant(row, "waiting_since"),
                                        Sql.optionalInstant(row, "failed_at")),
                        DeliveryRows.SELECT + "WHERE d.job_id = ? ORDER BY d.id",
                        job.id()),
                Conflicts.of(sql, uid),
                ReplacedRows.of(sql, uid));
    }
}
