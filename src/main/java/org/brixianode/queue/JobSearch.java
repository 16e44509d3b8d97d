package org.brixianode.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import org.brixianode.study.StudyFacts;

/**
 * Finds jobs by attributes of their images (facts). The facts are stored when a job ends. For jobs
 * that ended without facts, a running node reads the headers ({@link #endedWithoutFactsAfter}) and
 * {@link #storeFacts stores} them; a search reads the headers of the remaining jobs ({@link
 * #withoutFacts}). Also works on a database opened by {@link QueueDatabase#openForCommand}.
 */
public final class JobSearch {

    private static final String LAST_FIRST =
            " ORDER BY received_at DESC, id DESC FETCH FIRST ? ROWS ONLY";

    private static final String WITHOUT_FACTS =
            "NOT EXISTS (SELECT 1 FROM job_fact f WHERE f.job_id = job.id"
                    + " AND f.content_digest = job.content_digest)";

    private static final String FACTS_OF =
            "WHERE id IN (SELECT f.job_id FROM job_fact f JOIN job j ON j.id = f.job_id"
                    + " AND j.content_digest = f.content_digest WHERE f.";

    private final QueueDatabase database;

    public JobSearch(QueueDatabase database) {
        this.database = database;
    }

    private List<Job> find(String where, Object... parameters) throws StageException {
        return database.run(
                "find jobs",
                sql -> sql.list(JobRows::read, JobRows.SELECT + where + LAST_FIRST, parameters));
    }

    /** Jobs of a study; like every search, the last received first. */
    public List<Job> ofStudy(String studyUid, int limit) throws StageException {
        return find("WHERE study_uid = ?", studyUid, limit);
    }

    /** Jobs whose image or result object has this SOP Instance UID. */
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
     * @param until exclusive
     */
    public List<Job> receivedBetween(Instant from, Instant until, int limit) throws StageException {
        return find("WHERE received_at >= ? AND received_at < ?", from, until, limit);
    }

    /** Jobs of a patient, among those whose facts are stored. */
    public List<Job> ofPatient(String patientId, int limit) throws StageException {
        return find(FACTS_OF + "patient_id = ?)", patientId, limit);
    }

    /** Jobs of an accession number, among those whose facts are stored. */
    public List<Job> ofAccession(String accessionNumber, int limit) throws StageException {
        return find(FACTS_OF + "accession_number = ?)", accessionNumber, limit);
    }

    /** Jobs of a study date, among those whose facts are stored. */
    public List<Job> ofStudyDate(LocalDate date, int limit) throws StageException {
        return find(
                FACTS_OF + "study_date = ?)", date.format(DateTimeFormatter.BASIC_ISO_DATE), limit);
    }

    /** Jobs whose facts are not stored, the last received first. */
    public List<Job> withoutFacts(int limit) throws StageException {
        return find("WHERE " + WITHOUT_FACTS, limit);
    }

    /**
     * Ended jobs whose facts are not stored, in the order of their ids.
     *
     * @param id only jobs with a larger id are returned
     */
    public List<Job> endedWithoutFactsAfter(long id, int limit) throws StageException {
        return database.run(
                "find jobs without facts",
                sql ->
                        sql.list(
                                JobRows::read,
                                JobRows.SELECT
                                        + "WHERE id > ? AND state NOT IN ('WAITING', 'RUNNING') AND "
                                        + WITHOUT_FACTS
                                        + " ORDER BY id FETCH FIRST ? ROWS ONLY",
                                id,
                                limit));
    }

    /** The smallest id of a waiting or running job. */
    public Optional<Long> firstUnfinished() throws StageException {
        return database.run(
                "find the first open job",
                sql ->
                        sql.first(
                                row -> row.getLong(1),
                                "SELECT id FROM (SELECT MIN(id) AS id FROM job"
                                        + " WHERE state IN ('WAITING', 'RUNNING')) open_job"
                                        + " WHERE id IS NOT NULL"));
    }

    /** Stores the facts of jobs; deleted jobs are ignored. */
    public void storeFacts(Map<Job, StudyFacts> found) throws StageException {
        database.run(
                "store facts of jobs",
                sql -> {
                    int kept = 0;
                    for (Map.Entry<Job, StudyFacts> one : found.entrySet()) {
                        kept += FactRows.put(sql, one.getKey(), one.getValue());
                    }
                    return kept;
                });
    }

    /** The stored facts of a job's image; {@link StudyFacts#NONE} if there are none. */
    public StudyFacts factsOf(Job job) throws StageException {
        return database.run(
                        "read facts of job " + job.id(),
                        sql ->
                                sql.first(
                                        JobSearch::facts,
                                        "SELECT patient_id, patient_id_issuer, accession_number, study_date,"
                                                + " modality, view_position FROM job_fact"
                                                + " WHERE job_id = ? AND content_digest = ?",
                                        job.id(),
                                        job.instance().contentDigest()))
                .orElse(StudyFacts.NONE);
    }

    /** The ids of jobs whose image or result object has one of these SOP Instance UIDs. */
    public List<Long> idsOfInstances(Collection<String> sopInstanceUids) throws StageException {
        if (sopInstanceUids.isEmpty()) {
            return List.of();
        }
        String some = placeholders(sopInstanceUids);
        List<String> parameters = new ArrayList<>(sopInstanceUids);
        parameters.addAll(sopInstanceUids);
        return database.run(
                "find jobs",
                sql ->
                        sql.list(
                                row -> row.getLong(1),
                                "SELECT id FROM job WHERE sop_instance_uid IN ("
                                        + some
                                        + ") UNION SELECT job_id FROM delivery"
                                        + " WHERE sop_instance_uid IN ("
                                        + some
                                        + ")",
                                parameters.toArray()));
    }

    private static String placeholders(Collection<?> values) {
        return values.stream().map(value -> "?").collect(Collectors.joining(", "));
    }

    /** The stored facts of images by job id; a job without facts is missing. */
    public Map<Long, StudyFacts> factsOf(Collection<Long> jobIds) throws StageException {
        List<Long> ids = List.copyOf(jobIds);
        if (ids.isEmpty()) {
            return Map.of();
        }
        return database.run(
                "read facts of jobs",
                sql -> {
                    Map<Long, StudyFacts> found = new HashMap<>();
                    sql.list(
                            row -> found.put(row.getLong("job_id"), facts(row)),
                            "SELECT f.job_id, f.patient_id, f.patient_id_issuer,"
                                    + " f.accession_number, f.study_date, f.modality,"
                                    + " f.view_position FROM job_fact f"
                                    + " JOIN job j ON j.id = f.job_id"
                                    + " AND j.content_digest = f.content_digest WHERE f.job_id IN ("
                                    + placeholders(ids)
                                    + ")",
                            ids.toArray());
                    return found;
                });
    }

    private static StudyFacts facts(ResultSet row) throws SQLException {
        return new StudyFacts(
                Sql.optionalText(row, "patient_id"),
                Sql.optionalText(row, "patient_id_issuer"),
                Sql.optionalText(row, "accession_number"),
                Sql.optionalText(row, "study_date"),
                Sql.optionalText(row, "modality"),
                Sql.optionalText(row, "view_position"));
    }
}
