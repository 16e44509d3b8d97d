package org.brixianode.study;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A score that the node has given and remembers, so that a later report can name it.
 *
 * @param sourceSopInstanceUid the scored image
 * @param run which scoring of that image, from 1
 * @param patient whose image
 * @param takenAt when the image was taken, in the node's local time
 * @param model which model scored it
 * @param zones the six whole-number scores
 * @param reports the Structured Reports that said so, one for each form that was wanted
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

    /** Keeps its own copies. */
    public StoredResult {
        zones = Map.copyOf(zones);
        reports = List.copyOf(reports);
    }

    /** Sum of the six scores, 0 to 18. */
    public int global() {
        return zones.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The report of one form; absent where none was made that may be named. */
    public Optional<InstanceRef> report(String sopClassUid) {
        return reports.stream()
                .map(StoredReport::ref)
                .filter(ref -> ref.sopClassUid().equals(sopClassUid))
                .findFirst();
    }

    /** The same result with some of its reports. */
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
