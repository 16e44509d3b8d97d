package org.brixianode.bsnet.train;

import java.util.List;
import org.brixianode.bsnet.Architecture;
import org.brixianode.bsnet.Preprocessing;
import org.brixianode.bsnet.train.StagePlan.Stage;

/**
 * Everything that decides what a training gives.
 *
 * @param architecture the network
 * @param preprocessing what is done to the pictures
 * @param stages in the order of training
 * @param losses how the losses add up
 * @param weightDecay of kernels, decoupled
 * @param averageDecay of the weights' moving average per step
 * @param juniorShare how much of the target is the junior reader's score, 0 to 1
 * @param seed of start values, order, augmentation and dropout
 */
public record TrainingConfig(
        Architecture architecture,
        Preprocessing preprocessing,
        List<StagePlan> stages,
        LossWeights losses,
        double weightDecay,
        double averageDecay,
        double juniorShare,
        long seed) {

    private static final int BATCH = 8;

    /**
     * @throws IllegalArgumentException if a share is outside its range
     */
    public TrainingConfig {
        stages = List.copyOf(stages);
        if (juniorShare < 0 || juniorShare > 1 || averageDecay < 0 || averageDecay >= 1) {
            throw new IllegalArgumentException(
                    "junior share " + juniorShare + ", average decay " + averageDecay);
        }
    }

    /** The plan for an architecture; docs/adr/0004 says how it was found. */
    public static TrainingConfig of(Architecture architecture, long seed) {
        return new TrainingConfig(
                architecture,
                Preprocessing.DEFAULT,
                List.of(
                        new StagePlan(
                                Stage.SEGMENTATION, 40, BATCH, 1e-3, AugmentationConfig.DEFAULT),
                        new StagePlan(Stage.ALIGNMENT, 40, BATCH, 1e-3, AugmentationConfig.MOVED),
                        new StagePlan(Stage.SCORE, 10, BATCH, 1e-3, AugmentationConfig.DEFAULT),
                        new StagePlan(Stage.ALL, 120, BATCH, 1e-3, AugmentationConfig.DEFAULT)),
                LossWeights.DEFAULT,
                1e-2,
                0.99,
                0.2,
                seed);
    }

    /** The same training with other stages. */
    public TrainingConfig withStages(List<StagePlan> other) {
        return new TrainingConfig(
                architecture,
                preprocessing,
                other,
                losses,
                weightDecay,
                averageDecay,
                juniorShare,
                seed);
    }
}
