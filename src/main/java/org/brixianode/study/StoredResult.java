package org.brixianode.study;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * @param notAssessable the zones with too little lung, whose scores say little; empty too if that
 *     was not stored
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
        Set<Zone> notAssessable,
        List<StoredObject> objects,
        Instant scoredAt) {

    /** Copies the collections. */
    public StoredResult {
        zones = Map.copyOf(zones);
        grades = Map.copyOf(grades);
        notAssessable = Set.copyOf(notAssessable);
        objects = List.copyOf(objects);
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

    /** A copy with these objects. */
    public StoredResult withObjects(List<StoredObject> others) {
        return new StoredResult(
                sourceSopInstanceUid,
                run,
                studyUid,
                patient,
                takenAt,
                model,
                zones,
                grades,
                notAssessable,
                others,
                scoredAt);
    }

    /** A copy that keeps only the wanted objects. */
    public StoredResult withObjects(Predicate<StoredObject> wanted) {
        return withObjects(objects.stream().filter(wanted).toList());
    }
}
