package org.brixianode.lab.train;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.data.Folds;
import org.brixianode.lab.train.StagePlan.Stage;
import org.brixianode.model.Architecture;
import org.brixianode.model.Preprocessing;

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
 * @param neighbourShare how much of a score's target lies on the grades beside it, 0 to 1
 * @param mixing strength of mixing images' zones with those of another, 0 for none: the parameter
 *     of a beta distribution (Zhang et al. 2018)
 * @param wholeEvery in the stage in which everything learns, how many steps there are to one that
 *     runs the whole network; the others are given the lungs and spare the decoder, which costs
 *     more than all the rest
 * @param ownAnatomy whether the lungs that a step is given, and how they lie, are those that the
 *     weights before the stage find, as in use: for going on from a model, whose alignment has an
 *     idea of scale of its own; else the human masks and their boxes, as far as there are any. The
 *     reader of single lungs is always given what is found
 * @param earlyStop whether the last learning stage is watched on images kept aside
 * @param seed of start values, order, augmentation, dropout and of what is kept aside
 */
public record TrainingConfig(
        Architecture architecture,
        Preprocessing preprocessing,
        List<StagePlan> stages,
        LossWeights losses,
        double weightDecay,
        double averageDecay,
        double juniorShare,
        double neighbourShare,
        double mixing,
        int wholeEvery,
        boolean ownAnatomy,
        Optional<EarlyStop> earlyStop,
        long seed) {

    /** Images a step for which the rates are meant. */
    private static final int BATCH = 8;

    /**
     * Of larger networks a step takes fewer images: {@code full} with 8 held 9.4 GB in the
     * segmentation alone.
     */
    private static final int LARGE_NETWORKS_BATCH = 2;

    private static final int LARGE_NETWORK_PX = 512;

    private static void checkShare(String name, double share) {
        if (share < 0 || share >= 1) {
            throw new IllegalArgumentException(name + " " + share + " is not in [0, 1)");
        }
    }

    /**
     * @throws IllegalArgumentException if a share is outside its range
     */
    public TrainingConfig {
        stages = List.copyOf(stages);
        checkShare("junior share", juniorShare);
        checkShare("neighbour share", neighbourShare);
        checkShare("average decay", averageDecay);
        if (mixing < 0 || wholeEvery < 1) {
            throw new IllegalArgumentException("mixing " + mixing + ", whole every " + wholeEvery);
        }
    }

    /** The plan for an architecture; docs/adr/0004 says how it was found. */
    public static TrainingConfig of(Architecture architecture, long seed) {
        return new TrainingConfig(
                        architecture,
                        Preprocessing.DEFAULT,
                        stages(
                                architecture,
                                plan(Stage.SEGMENTATION, 25, 1e-3, AugmentationConfig.DEFAULT),
                                plan(Stage.ALIGNMENT, 80, 1e-3, AugmentationConfig.MOVED),
                                plan(Stage.READER, 22, 1e-4, AugmentationConfig.SHARP),
                                plan(Stage.SCORE, 5, 1e-3, AugmentationConfig.DEFAULT),
                                plan(Stage.ALL, 90, 1e-3, AugmentationConfig.DEFAULT),
                                plan(Stage.STATISTICS, 20, 1e-3, AugmentationConfig.DEFAULT),
                                plan(Stage.LUNGS, 30, 1e-3, AugmentationConfig.DEFAULT)),
                        LossWeights.DEFAULT,
                        1e-2,
                        0.99,
                        0.2,
                        0.1,
                        0.4,
                        3,
                        false,
                        Optional.empty(),
                        seed)
                .withBatchSize(batchSize(architecture));
    }

    /** Those of the stages that there is something to learn in. */
    private static List<StagePlan> stages(Architecture architecture, StagePlan... all) {
        return Stream.of(all)
                .filter(plan -> architecture.hasReader() || !plan.stage().readsLungs())
                .toList();
    }

    private static int batchSize(Architecture architecture) {
        return architecture.networkSizePx() >= LARGE_NETWORK_PX ? LARGE_NETWORKS_BATCH : BATCH;
    }

    private static StagePlan plan(
            Stage stage, int epochs, double rate, AugmentationConfig augmentation) {
        return new StagePlan(stage, epochs, BATCH, rate, augmentation);
    }

    /**
     * The plan for learning on from a model that is there.
     *
     * @param headsOnly whether only what scores may change, not backbone, lungs and alignment
     */
    public static TrainingConfig tuning(
            Architecture architecture, Preprocessing preprocessing, boolean headsOnly, long seed) {
        List<StagePlan> stages =
                headsOnly
                        ? stages(
                                architecture,
                                plan(Stage.READER_HEAD, 10, 1e-4, AugmentationConfig.SHARP),
                                plan(Stage.SCORE, 30, 3e-4, AugmentationConfig.DEFAULT),
                                plan(Stage.HEAD_STATISTICS, 40, 1e-3, AugmentationConfig.DEFAULT))
                        : stages(
                                architecture,
                                plan(Stage.READER, 5, 5e-5, AugmentationConfig.SHARP),
                                plan(Stage.ALL, 30, 2e-4, AugmentationConfig.DEFAULT),
                                plan(Stage.STATISTICS, 20, 1e-3, AugmentationConfig.DEFAULT));
        TrainingConfig plan = of(architecture, seed);
        return plan.with(preprocessing, stages, plan.losses(), true, Optional.empty())
                .withBatchSize(batchSize(architecture));
    }

    private TrainingConfig with(
            Preprocessing otherPreprocessing,
            List<StagePlan> otherStages,
            LossWeights otherLosses,
            boolean otherAnatomy,
            Optional<EarlyStop> otherStop) {
        return new TrainingConfig(
                architecture,
                otherPreprocessing,
                otherStages,
                otherLosses,
                weightDecay,
                averageDecay,
                juniorShare,
                neighbourShare,
                mixing,
                wholeEvery,
                otherAnatomy,
                otherStop,
                seed);
    }

    /** The same training with other stages. */
    public TrainingConfig withStages(List<StagePlan> other) {
        return with(preprocessing, other, losses, ownAnatomy, earlyStop);
    }

    /**
     * The same training with batches of another size; the rates change with the square root of it.
     *
     * @throws IllegalArgumentException if it is not at least 1
     */
    public TrainingConfig withBatchSize(int images) {
        return withStages(stages.stream().map(plan -> plan.withBatchSize(images)).toList());
    }

    /** The same training, watched. */
    public TrainingConfig withEarlyStop(EarlyStop rule) {
        return with(preprocessing, stages, losses, ownAnatomy, Optional.of(rule));
    }

    /**
     * The same training with rare grades counting more.
     *
     * @param balance 0 to 1, see {@link LossWeights#gradeBalance()}
     * @throws IllegalArgumentException if it is outside
     */
    public TrainingConfig withGradeBalance(double balance) {
        return with(preprocessing, stages, losses.balanced(balance), ownAnatomy, earlyStop);
    }

    /** Those of the training images that are only watched; none without early stopping. */
    public List<Annotation> watched(List<Annotation> annotations) {
        return earlyStop
                .map(rule -> new Folds(annotations, rule.parts(), seed).in(0))
                .orElse(List.of());
    }

    /** The others of them: those that weights learn from. */
    public List<Annotation> learned(List<Annotation> annotations) {
        return earlyStop
                .map(rule -> new Folds(annotations, rule.parts(), seed).outside(0))
                .orElse(annotations);
    }

    /** The rule for a stage: the last that moves weights to scores is watched, no other. */
    Optional<EarlyStop> earlyStopOf(StagePlan plan) {
        Optional<StagePlan> last =
                stages.stream()
                        .filter(any -> any.stage().learnsScores() && any.stage().movesWeights())
                        .reduce((earlier, later) -> later);
        return earlyStop.filter(rule -> last.equals(Optional.of(plan)));
    }
}
