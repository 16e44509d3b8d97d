package org.brixianode.testkit;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.Patient;
import org.brixianode.study.StoredObject;
import org.brixianode.study.StoredResult;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** Stored results of which a test needs only a part. */
public final class StoredResults {

    /** A result of which neither the study nor the probabilities are known. */
    public static StoredResult of(
            String sourceSopInstanceUid,
            int run,
            Optional<Patient> patient,
            Optional<LocalDateTime> takenAt,
            ModelIdentity model,
            Map<Zone, Integer> zones,
            List<StoredObject> objects,
            Instant scoredAt) {
        return new StoredResult(
                sourceSopInstanceUid,
                run,
                Optional.empty(),
                patient,
                takenAt,
                model,
                zones,
                Map.of(),
                Set.of(),
                objects,
                scoredAt);
    }

    /** A copy of a result with the study of the image and scores with their probabilities. */
    public static StoredResult graded(
            StoredResult result, Optional<String> study, Map<Zone, ZoneScore> grades) {
        return with(result, study, result.takenAt(), grades, result.notAssessable());
    }

    /** A copy of a result with zones that have too little lung. */
    public static StoredResult notAssessable(StoredResult result, Set<Zone> zones) {
        return with(result, result.studyUid(), result.takenAt(), result.grades(), zones);
    }

    /** A copy of a result whose image was acquired at another time. */
    public static StoredResult at(StoredResult result, LocalDateTime takenAt) {
        return with(
                result,
                result.studyUid(),
                Optional.of(takenAt),
                result.grades(),
                result.notAssessable());
    }

    private static StoredResult with(
            StoredResult result,
            Optional<String> study,
            Optional<LocalDateTime> takenAt,
            Map<Zone, ZoneScore> grades,
            Set<Zone> notAssessable) {
        SortedMap<Zone, Integer> zones = new TreeMap<>(result.zones());
        grades.forEach((zone, grade) -> zones.put(zone, grade.score()));
        return new StoredResult(
                result.sourceSopInstanceUid(),
                result.run(),
                study,
                result.patient(),
                takenAt,
                result.model(),
                zones,
                grades,
                notAssessable,
                result.objects(),
                result.scoredAt());
    }

    private StoredResults() {}
}
