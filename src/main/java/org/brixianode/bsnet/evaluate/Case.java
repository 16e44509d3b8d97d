package org.brixianode.bsnet.evaluate;

import java.util.Map;
import java.util.Optional;
import org.brixianode.bsnet.data.Annotation;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/**
 * One annotated radiograph and what the model says of it.
 *
 * @param annotation what the readers say
 * @param zones what the model says
 * @param dice overlap of the model's lungs with the human mask, 0 to 1, where there is one
 * @param seen whether the model learned from this picture
 */
public record Case(
        Annotation annotation, Map<Zone, ZoneScore> zones, Optional<Double> dice, boolean seen) {

    /** Sum of the six whole-number scores, 0 to 18. */
    int global() {
        return zones.values().stream().mapToInt(ZoneScore::score).sum();
    }
}
