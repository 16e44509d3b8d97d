package org.brixianode.queue;

import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.brixianode.study.Patient;
import org.brixianode.study.StageException;
import org.brixianode.study.StoredResult;

/** The results of one patient, for the course of the scores. */
public final class PatientResults {

    /** A placeholder identifier may have thousands of results; the latest are read. */
    private static final int MAX_RESULTS = 500;

    /**
     * A result.
     *
     * @param job primary key of its job, unless that is purged
     */
    public record Entry(StoredResult result, OptionalLong job) {}

    private static final Comparator<StoredResult> FIRST_TAKEN_FIRST =
            Comparator.comparing((StoredResult one) -> one.takenAt().orElse(LocalDateTime.MIN))
                    .thenComparing(StoredResult::scoredAt);

    private final QueueDatabase database;

    public PatientResults(QueueDatabase database) {
        this.database = database;
    }

    /**
     * The results of the latest runs of an image and of the other images of its patient, the first
     * taken first. Images whose name, birth date or sex contradict are left out, as in {@link
     * ResultHistory#prior}. Empty if the image has no result.
     */
    public List<Entry> ofPatientOf(String sopInstanceUid) throws StageException {
        return database.run(
                "read the results of a patient", sql -> ofPatientOf(sql, sopInstanceUid));
    }

    private static List<Entry> ofPatientOf(Sql sql, String sopInstanceUid) throws SQLException {
        List<StoredResult> own =
                ResultRows.withoutObjects(
                        sql,
                        "WHERE source_sop_instance_uid = ? AND replaced_at IS NULL"
                                + " ORDER BY run DESC"
                                + " FETCH FIRST 1 ROWS ONLY",
                        sopInstanceUid);
        if (own.isEmpty()) {
            return List.of();
        }
        Map<String, StoredResult> latest = new LinkedHashMap<>();
        latest.put(sopInstanceUid, own.get(0));
        Optional<Patient> patient = own.get(0).patient();
        if (patient.isPresent()) {
            for (StoredResult one : ofPatient(sql, patient.get())) {
                latest.merge(
                        one.sourceSopInstanceUid(),
                        one,
                        (known, other) -> known.run() >= other.run() ? known : other);
            }
        }
        Map<String, Long> jobs = jobs(sql, List.copyOf(latest.keySet()));
        return latest.values().stream()
                .sorted(FIRST_TAKEN_FIRST)
                .map(one -> new Entry(one, job(jobs, one)))
                .toList();
    }

    private static OptionalLong job(Map<String, Long> jobs, StoredResult result) {
        Long id = jobs.get(result.sourceSopInstanceUid());
        return id == null ? OptionalLong.empty() : OptionalLong.of(id);
    }

    private static List<StoredResult> ofPatient(Sql sql, Patient patient) throws SQLException {
        List<StoredResult> found = new ArrayList<>();
        for (StoredResult one :
                ResultRows.withoutObjects(
                        sql,
                        "WHERE patient_key = ? AND replaced_at IS NULL"
                                + " ORDER BY taken_at DESC, scored_at DESC, id DESC"
                                + " FETCH FIRST ? ROWS ONLY",
                        patient.key(),
                        MAX_RESULTS)) {
            Patient other = one.patient().orElseThrow();
            if (other.facts().contradictions(patient.facts()).isEmpty()) {
                found.add(one);
            }
        }
        return found;
    }

    private static Map<String, Long> jobs(Sql sql, List<String> uids) throws SQLException {
        Map<String, Long> jobs = new HashMap<>();
        sql.list(
                row -> jobs.put(row.getString(1), row.getLong(2)),
                "SELECT sop_instance_uid, id FROM job WHERE sop_instance_uid IN ("
                        + uids.stream().map(uid -> "?").collect(Collectors.joining(", "))
                        + ")",
                uids.toArray());
        return jobs;
    }
}
