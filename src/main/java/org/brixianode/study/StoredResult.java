package org.brixianode.study;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A stored earlier score, to which a later report can refer.
 *
 * @param sourceSopInstanceUid the scored image
 * @param run number of the scoring of that image, from 1
 * @param patient the patient, if known
 * @param takenAt when the image was acquired, in the node's time zone
 * @param model the model that scored it
 * @param studyUid the study of the scored image; empty if not known
 * @param zones the six whole-number scores
 * @param grades the six scores with their probabilities; empty if these were not stored
 * @param objects the result objects that were made of it for a destination
 * @param scoredAt when it was scored
 */
public record StoredResult(
        String sourceSopInstanceUid,
        int run,
        Optional<String> studyUid,
        Optional<Patient> patient,
        Optional<LocalDateTime> takenAt,
        ModelIdentity model,
        Map<Zone, Integer> zones,
        Map<Zone, ZoneScore> grades,
        List<StoredObject> objects,
        Instant scoredAt) {

    /** Copies the collections. */
    public StoredResult {
        zones = Map.copyOf(zones);
        grades = Map.copyOf(grades);
        objects = List.copyOf(objects);
    }

    /** A result of which neither the study nor the probabilities are known. */
    public StoredResult(
            String sourceSopInstanceUid,
            int run,
            Optional<Patient> patient,
            Optional<LocalDateTime> takenAt,
            ModelIdentity model,
            Map<Zone, Integer> zones,
            List<StoredObject> objects,
            Instant scoredAt) {
        this(
                sourceSopInstanceUid,
                run,
                Optional.empty(),
                patient,
                takenAt,
                model,
                zones,
                Map.of(),
                objects,
                scoredAt);
    }

    /**
     * A copy with the study of the image and the scores with their probabilities.
     *
     * @throws IllegalArgumentException if a score differs from that of the result
     */
    public StoredResult withGrades(Optional<String> study, Map<Zone, ZoneScore> scores) {
        Map<Zone, Integer> whole = new TreeMap<>();
        scores.forEach((zone, score) -> whole.put(zone, score.score()));
        if (!scores.isEmpty() && !whole.equals(zones)) {
            throw new IllegalArgumentException("zones " + zones + " with grades " + scores);
        }
        return new StoredResult(
                sourceSopInstanceUid,
                run,
                study,
                patient,
                takenAt,
                model,
                zones,
                scores,
                objects,
                scoredAt);
    }

    /** Sum of the six scores, 0 to 18. */
    public int global() {
        return zones.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The object of one SOP class, if there is one. */
    public Optional<InstanceRef> object(String sopClassUid) {
        return objects.stream()
                .map(StoredObject::ref)
                .filter(ref -> ref.sopClassUid().equals(sopClassUid))
                .findFirst();
    }

    /** A copy that keeps only the wanted objects. */
    public StoredResult withObjects(Predicate<StoredObject> wanted) {
        return new StoredResult(
                sourceSopInstanceUid,
                run,
                studyUid,
                patient,
                takenAt,
                model,
                zones,
                grades,
                objects.stream().filter(wanted).toList(),
                scoredAt);
    }
}
