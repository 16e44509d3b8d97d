package org.brixianode.lab.data;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.brixianode.study.Zone;

/**
 * One radiograph with human scores and mask.
 *
 * @param name the image's path as the table has it
 * @param image the picture
 * @param mask the lungs, drawn by a human
 * @param senior the senior reader's six scores, 0 to 3
 * @param junior the junior reader's, where there is one
 * @param patient identifier of the patient, whose images are always on the same side of a split
 */
public record Annotation(
        String name,
        Path image,
        Optional<Path> mask,
        Map<Zone, Integer> senior,
        Optional<Map<Zone, Integer>> junior,
        String patient) {

    /** The senior reader's score of a zone. */
    public int senior(Zone zone) {
        return score(senior, zone);
    }

    /**
     * @param scores of all six zones
     */
    public static int score(Map<Zone, Integer> scores, Zone zone) {
        return Objects.requireNonNull(scores.get(zone), () -> "no score of zone " + zone);
    }

    /** Sum of the senior's scores, 0 to 18. */
    public int seniorGlobal() {
        return senior.values().stream().mapToInt(Integer::intValue).sum();
    }
}
