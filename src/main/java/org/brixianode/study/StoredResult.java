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
 * @param objects the result objects that were made of it for a destination
 * @param scoredAt when it was scored
 */
public record StoredResult(
        String sourceSopInstanceUid,
        int run,
        Optional<Patient> patient,
        Optional<LocalDateTime> takenAt,
        ModelIdentity model,
        Map<Zone, Integer> zones,
        List<StoredObject> objects,
        Instant scoredAt) {

    /** Copies the collections. */
    public StoredResult {
        zones = Map.copyOf(zones);
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

    /** A copy that keeps only the wanted objects. */
    public StoredResult withObjects(Predicate<StoredObject> wanted) {
        return new StoredResult(
                sourceSopInstanceUid,
                run,
                patient,
                takenAt,
                model,
                zones,
                objects.stream().filter(wanted).toList(),
                scoredAt);
    }
}
