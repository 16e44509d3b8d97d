package org.brixianode.study;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * A score that the node has given and remembers, so that a later report can name it.
 *
 * @param sourceSopInstanceUid the scored image
 * @param patient whose image
 * @param takenAt when the image was taken, in the node's local time
 * @param model which model scored it
 * @param zones the six whole-number scores
 * @param report the Structured Report that said so
 * @param scoredAt when it was scored
 */
public record StoredResult(
        String sourceSopInstanceUid,
        Optional<Patient> patient,
        Optional<LocalDateTime> takenAt,
        ModelIdentity model,
        Map<Zone, Integer> zones,
        InstanceRef report,
        Instant scoredAt) {

    /** Sum of the six scores, 0 to 18. */
    public int global() {
        return zones.values().stream().mapToInt(Integer::intValue).sum();
    }
}
