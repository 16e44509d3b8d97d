package org.brixianode.score.load;

import java.util.List;
import org.brixianode.study.FailureReason;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.StageException;
import org.brixianode.study.Zone;

/**
 * Rejects probabilities that are not finite, since rounding would turn a NaN into a valid score.
 */
final class FiniteScores {

    /**
     * @param probabilities network output, for each image {@code [6][4]}
     * @throws StageException if one of them is not finite; PARK, since a retry would not help
     */
    static void check(ModelIdentity model, List<float[][]> probabilities) throws StageException {
        for (float[][] image : probabilities) {
            for (Zone zone : Zone.values()) {
                for (float probability : image[zone.ordinal()]) {
                    if (!Float.isFinite(probability)) {
                        throw new StageException(
                                FailureReason.PARK,
                                ("model %s gave a probability that is not a number (%s) for zone %s:"
                                                + " the model, its device or the image is damaged")
                                        .formatted(model, probability, zone));
                    }
                }
            }
        }
    }

    private FiniteScores() {}
}
