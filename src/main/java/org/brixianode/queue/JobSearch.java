package org.brixianode.queue;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;

/**
 * Finds jobs. Patient ID and accession number are not asked for at reception: who searches by them
 * reads them from the headers of the images {@link #unread} and {@link #remember remembers} them.
 * Works also on a database that is only visited.
 */
public final class JobSearch {

    private static final int MAX_FACT = 128;

    private static final String LAST_FIRST =
            " ORDER BY received_at DESC, id DESC FETCH FIRST ? ROWS ONLY";

    private static final String FACTS_OF =
            "WHERE id IN (SELECT f.job_id FROM job_fact f JOIN job j ON j.id = f.job_id"
                    + " AND j.content_digest = f.content_digest WHERE f.";

    /** By what a person asks for an image; absent is what its header leaves out. */
    public record Facts(Optional<String> patientId, Optional<String> accessionNumber) {}

    private final QueueDatabase database;

    public JobSearch(QueueDatabase database) {
        this.database = database;
    }

    private List<Job> find(String where, Object... parameters) throws StageException {
        return database.run(
                "find jobs",
                sql -> sql.list(JobRows::read, JobRows.SELECT + where + LAST_FIRST, parameters));
    }

    /** The last received first, as of every search. */
    public List<Job> ofStudy(String studyUid, int limit) throws StageException {
        return find("WHERE study_uid = ?", studyUid, limit);
    }

    /** Jobs of an image, or of a result object, with this SOP Instance UID. */
    public List<Job> ofInstance(String sopInstanceUid, int limit) throws StageException {
        return find(
                "WHERE sop_instance_uid = ? OR id IN"
                        + " (SELECT job_id FROM result_object WHERE sop_instance_uid = ?"
                        + " UNION SELECT job_id FROM delivery WHERE sop_instance_uid = ?)",
                sopInstanceUid,
                sopInstanceUid,
                sopInstanceUid,
                limit);
    }

    /**
     * @param until without this moment itself
     */
    public List<Job> receivedBetween(Instant from, Instant until, int limit) throws StageException {
        return find("WHERE received_at >= ? AND received_at < ?", from, until, limit);
    }

    /** Of those whose facts are known. */
    public List<Job> ofPatient(String patientId, int limit) throws StageException {
        return find(FACTS_OF + "patient_id = ?)", patientId, limit);
    }

    /** Of those whose facts are known. */
    public List<Job> ofAccession(String accessionNumber, int limit) throws StageException {
        return find(FACTS_OF + "accession_number = ?)", accessionNumber, limit);
    }

    /** Jobs whose facts are not known, the last received first. */
    public List<Job> unread(int limit) throws StageException {
        return find(
                "WHERE NOT EXISTS (SELECT 1 FROM job_fact f WHERE f.job_id = job.id"
                        + " AND f.content_digest = job.content_digest)",
                limit);
    }

    /** Keeps what the headers of images say; a job that is gone by now is passed over. */
    public void remember(Map<Job, Facts> found) throws StageException {
        database.run(
                "remember facts of jobs",
                sql -> {
                    int kept = 0;
                    for (Map.Entry<Job, Facts> one : found.entrySet()) {
                        kept += remember(sql, one.getKey(), one.getValue());
                    }
                    return kept;
                });
    }

    /** What is known of a job's image. */
    public Facts factsOf(Job job) throws StageException {
        return database.run(
                        "read facts of job " + job.id(),
                        sql ->
                                sql.first(
                                        row ->
                                                new Facts(
                                                        Sql.optionalText(row, "patient_id"),
                                                        Sql.optionalText(row, "accession_number")),
                                        "SELECT patient_id, accession_number FROM job_fact"
                                                + " WHERE job_id = ? AND content_digest = ?",
                                        job.id(),
                                        job.instance().contentDigest()))
                .orElse(new Facts(Optional.empty(), Optional.empty()));
    }

    private static int remember(Sql sql, Job job, Facts facts) throws SQLException {
        sql.update("DELETE FROM job_fact WHERE job_id = ?", job.id());
        return sql.update(
                "INSERT INTO job_fact (job_id, content_digest, patient_id, accession_number)"
                        + " SELECT id, content_digest, CAST(? AS VARCHAR(128)),"
                        + " CAST(? AS VARCHAR(128)) FROM job WHERE id = ? AND content_digest = ?",
                facts.patientId().map(JobSearch::clip),
                facts.accessionNumber().map(JobSearch::clip),
                job.id(),
                job.instance().contentDigest());
    }

    private static String clip(String fact) {
        return fact.length() <= MAX_FACT ? fact : fact.substring(0, MAX_FACT);
    }
}
