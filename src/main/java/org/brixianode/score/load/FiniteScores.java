package org.brixianode.score.load;

import java.util.List;
import org.brixianode.study.FailureReason;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.StageException;
import org.brixianode.study.Zone;

/** Stops what is no number before it is rounded to one: a NaN would become a certain 0. */
final class FiniteScores {

    /**
     * @param probabilities for each image {@code [6][4]}, as the network gave them
     * @throws StageException if one of them is not finite, which another attempt would not mend
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
