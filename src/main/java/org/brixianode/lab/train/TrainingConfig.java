package org.brixianode.lab.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.data.Folds;
import org.brixianode.lab.train.StagePlan.Stage;
import org.brixianode.model.Architecture;
import org.brixianode.model.Preprocessing;

/**
 * All parameters of a training.
 *
 * @param architecture the network
 * @param preprocessing preparation of the images
 * @param stages in the order of training
 * @param losses weights of the losses
 * @param weightDecay of kernels, decoupled
 * @param averageDecay of the weights' moving average per step
 * @param juniorShare share of the junior reader's score in the target, 0 to 1
 * @param neighbourShare share of a score's target on the neighbouring grades, 0 to 1
 * @param mixing strength of mixing images' zones with those of another, 0 for none: the parameter
 *     of a beta distribution (Zhang et al. 2018)
 * @param wholeEvery in joint training, one of this number of steps runs the whole network; the
 *     others are given the lungs and leave out the decoder, which costs more than all the rest
 * @param ownAnatomy whether given lungs and alignment are the predictions of the weights before the
 *     stage, for fine-tuning a model, whose alignment has its own scale; else the human masks and
 *     their boxes where there are any. The single-lung branch always gets predictions
 * @param earlyStop early stopping of the last stage that trains scores
 * @param seed of start values, order, augmentation, dropout and the validation set
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

    /** Batch size for which the rates are meant. */
    private static final int BATCH = 8;

    /** Batch size of larger networks: {@code full} with 8 used 9.4 GB in the segmentation alone. */
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

    /** The default plan for an architecture; see docs/lab/training-and-bundled-model.md. */
    public static TrainingConfig of(Architecture architecture, long seed) {
        return new TrainingConfig(
                        architecture,
                        Preprocessing.DEFAULT,
                        stages(
                                architecture,
                                plan(Stage.SEGMENTATION, 25, 1e-3, AugmentationConfig.DEFAULT),
                                plan(Stage.ALIGNMENT, 80, 1e-3, AugmentationConfig.MOVED),
                                plan(Stage.BRANCH, 22, 1e-4, AugmentationConfig.SHARP),
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

    /** The stages that apply to the architecture. */
    private static List<StagePlan> stages(Architecture architecture, StagePlan... all) {
        return Stream.of(all)
                .filter(plan -> architecture.hasBranch() || !plan.stage().trainsBranch())
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
     * The plan for fine-tuning a model.
     *
     * @param headsOnly whether only the parts for the score are trained, not backbone, lungs and
     *     alignment
     */
    public static TrainingConfig tuning(
            Architecture architecture, Preprocessing preprocessing, boolean headsOnly, long seed) {
        List<StagePlan> stages =
                headsOnly
                        ? stages(
                                architecture,
                                plan(Stage.BRANCH_HEAD, 10, 1e-4, AugmentationConfig.SHARP),
                                plan(Stage.SCORE, 30, 3e-4, AugmentationConfig.DEFAULT),
                                plan(Stage.HEAD_STATISTICS, 40, 1e-3, AugmentationConfig.DEFAULT))
                        : stages(
                                architecture,
                                plan(Stage.BRANCH, 5, 5e-5, AugmentationConfig.SHARP),
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
     * The same training with other numbers of epochs.
     *
     * @param epochs one number for each stage
     * @throws IllegalArgumentException if there are more or fewer
     */
    public TrainingConfig withEpochs(List<Integer> epochs) {
        if (epochs.size() != stages.size()) {
            throw new IllegalArgumentException(
                    "--epochs takes %d numbers here, not %d"
                            .formatted(stages.size(), epochs.size()));
        }
        List<StagePlan> other = new ArrayList<>();
        for (int i = 0; i < epochs.size(); i++) {
            other.add(stages.get(i).withEpochs(epochs.get(i)));
        }
        return withStages(other);
    }

    /**
     * The same training with batches of another size; rates are scaled with its square root.
     *
     * @throws IllegalArgumentException if it is not at least 1
     */
    public TrainingConfig withBatchSize(int images) {
        return withStages(stages.stream().map(plan -> plan.withBatchSize(images)).toList());
    }

    /** The same training with early stopping. */
    public TrainingConfig withEarlyStop(EarlyStop rule) {
        return with(preprocessing, stages, losses, ownAnatomy, Optional.of(rule));
    }

    /**
     * The same training with a larger weight of rare grades.
     *
     * @param balance 0 to 1, see {@link LossWeights#gradeBalance()}
     * @throws IllegalArgumentException if it is outside
     */
    public TrainingConfig withGradeBalance(double balance) {
        return with(preprocessing, stages, losses.balanced(balance), ownAnatomy, earlyStop);
    }

    /** The validation set; empty without early stopping. */
    public List<Annotation> validationSet(List<Annotation> annotations) {
        return earlyStop
                .map(rule -> new Folds(annotations, rule.parts(), seed).in(0))
                .orElse(List.of());
    }

    /** The images without the validation set. */
    public List<Annotation> trainingSet(List<Annotation> annotations) {
        return earlyStop
                .map(rule -> new Folds(annotations, rule.parts(), seed).outside(0))
                .orElse(annotations);
    }

    /** The rule for a stage: only the last that trains scores is stopped early. */
    Optional<EarlyStop> earlyStopOf(StagePlan plan) {
        Optional<StagePlan> last =
                stages.stream()
                        .filter(any -> any.stage().trainsScores() && any.stage().updatesWeights())
                        .reduce((earlier, later) -> later);
        return earlyStop.filter(rule -> last.equals(Optional.of(plan)));
    }
}
