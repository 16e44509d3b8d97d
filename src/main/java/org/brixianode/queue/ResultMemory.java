package org.brixianode.queue;

import java.time.LocalDateTime;
import java.util.Optional;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.Patient;
import org.brixianode.study.StageException;
import org.brixianode.study.StoredResult;

/** The scores that were given, also those of purged jobs. */
public final class ResultMemory {

    private final QueueDatabase database;

    public ResultMemory(QueueDatabase database) {
        this.database = database;
    }

    /**
     * The latest earlier image of a patient that has a score; of several scores of that image the
     * latest.
     *
     * @param before when the present image was taken, local time
     * @param excludingSopInstanceUid the present image
     */
    public Optional<StoredResult> latestPrior(
            Patient patient, LocalDateTime before, String excludingSopInstanceUid)
            throws StageException {
        return database.run(
                "look for a prior",
                sql ->
                        sql.first(
                                ResultRows::read,
                                ResultRows.SELECT
                                        + "WHERE patient_key = ? AND taken_at < ?"
                                        + " AND source_sop_instance_uid <> ?"
                                        + " ORDER BY taken_at DESC, scored_at DESC, id DESC"
                                        + " FETCH FIRST 1 ROWS ONLY",
                                patient.key(),
                                before,
                                excludingSopInstanceUid));
    }

    /**
     * The latest score that another model gave to the same image, which a report of the present
     * model supersedes.
     *
     * @param present told apart by its digest
     */
    public Optional<StoredResult> previousReportOf(
            String sourceSopInstanceUid, ModelIdentity present) throws StageException {
        return database.run(
                "look for a report of " + sourceSopInstanceUid,
                sql ->
                        sql.first(
                                ResultRows::read,
                                ResultRows.SELECT
                                        + "WHERE source_sop_instance_uid = ? AND model_digest <> ?"
                                        + " ORDER BY scored_at DESC, id DESC"
                                        + " FETCH FIRST 1 ROWS ONLY",
                                sourceSopInstanceUid,
                                present.digest()));
    }

    /** The latest score of an image, by whichever model. */
    public Optional<StoredResult> latestOf(String sourceSopInstanceUid) throws StageException {
        return database.run(
                "look for the score of " + sourceSopInstanceUid,
                sql ->
                        sql.first(
                                ResultRows::read,
                                ResultRows.SELECT
                                        + "WHERE source_sop_instance_uid = ?"
                                        + " ORDER BY scored_at DESC, id DESC"
                                        + " FETCH FIRST 1 ROWS ONLY",
                                sourceSopInstanceUid));
    }
}
