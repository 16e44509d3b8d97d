package org.brixianode.lab.data;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.brixianode.study.Zone;

/**
 * One radiograph and what humans say of it.
 *
 * @param name the image's path as the table has it
 * @param image the picture
 * @param mask the lungs as a human drew them
 * @param senior the senior reader's six scores, 0 to 3
 * @param junior the junior reader's, where there is one
 * @param patient images of one patient share it; they never stand on both sides of a split
 */
public record Annotation(
        String name,
        Path image,
        Optional<Path> mask,
        Map<Zone, Integer> senior,
        Optional<Map<Zone, Integer>> junior,
        String patient) {

    /** Sum of the senior's scores, 0 to 18. */
    public int seniorGlobal() {
        return senior.values().stream().mapToInt(Integer::intValue).sum();
    }
}
