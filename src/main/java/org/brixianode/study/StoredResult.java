package org.brixianode.study;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A stored earlier score, to which a later report can refer.
 *
 * @param sourceSopInstanceUid the scored image
 * @param run number of the scoring of that image, from 1
 * @param patient the patient, if known
 * @param takenAt when the image was acquired, in the node's time zone
 * @param model the model that scored it
 * @param zones the six whole-number scores
 * @param reports its Structured Reports, one per requested form
 * @param scoredAt when it was scored
 */
public record StoredResult(
        String sourceSopInstanceUid,
        int run,
        Optional<Patient> patient,
        Optional<LocalDateTime> takenAt,
        ModelIdentity model,
        Map<Zone, Integer> zones,
        List<StoredReport> reports,
        Instant scoredAt) {

    /** Copies the collections. */
    public StoredResult {
        zones = Map.copyOf(zones);
        reports = List.copyOf(reports);
    }

    /** Sum of the six scores, 0 to 18. */
    public int global() {
        return zones.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The report of one SOP class, if there is one. */
    public Optional<InstanceRef> report(String sopClassUid) {
        return reports.stream()
                .map(StoredReport::ref)
                .filter(ref -> ref.sopClassUid().equals(sopClassUid))
                .findFirst();
    }

    /** A copy that keeps only the wanted reports. */
    public StoredResult withReports(Predicate<StoredReport> wanted) {
        return new StoredResult(
                sourceSopInstanceUid,
                run,
                patient,
                takenAt,
                model,
                zones,
                reports.stream().filter(wanted).toList(),
                scoredAt);
    }
}
