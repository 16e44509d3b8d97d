package org.brixianode.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.train.StagePlan.Stage;
import org.brixianode.network.BsNet;
import org.brixianode.network.Part;
import org.brixianode.network.VariableSpec;
import org.brixianode.network.Weights;
import org.brixianode.testkit.TinyModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage that trains the single-lung branch. */
final class LungBranchTrainingTest {

    private static final AugmentationConfig UNCHANGED =
            new AugmentationConfig(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    @TempDir Path folder;

    private SmallTraining small;

    @BeforeEach
    void folder() {
        small = new SmallTraining(folder);
    }

    private static TrainingConfig config(int epochs, Stage... stages) {
        List<StagePlan> plans = new ArrayList<>();
        for (Stage stage : stages) {
            plans.add(SmallTraining.plan(stage, epochs));
        }
        return TrainingConfig.of(TinyModel.READING, 5).withStages(plans);
    }

    /** A backbone that has not learned to read: without the spread of its features. */
    private static Weights start() {
        Weights all = TinyModel.weights(TinyModel.READING, 2);
        Weights start = new Weights();
        for (VariableSpec spec : BsNet.variables(TinyModel.READING)) {
            if (!spec.name().startsWith("reader_features")) {
                start.put(spec, all.get(spec));
            }
        }
        return start;
    }

    /** Names of the variables that a training changed, by their parts. */
    private static Set<Part> changed(Weights before, Weights after) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (VariableSpec spec : BsNet.variables(TinyModel.READING)) {
            boolean there = before.asMap().containsKey(spec.name());
            if (there && !Arrays.equals(before.get(spec), after.get(spec))) {
                parts.add(spec.part());
            }
        }
        return parts;
    }

    @Test
    void theReaderLearnsAndNothingElseMoves() throws Exception {
        StagePlan plan = new StagePlan(Stage.BRANCH, 12, 4, 1e-3, UNCHANGED);
        TrainingConfig config = TrainingConfig.of(TinyModel.READING, 5).withStages(List.of(plan));
        Weights before = start();
        Weights after = small.trainer(config, small.phantoms(8), "r").train(before);
        assertThat(changed(before, after)).containsExactly(Part.BRANCH, Part.BRANCH_HEAD);
        assertThat(small.losses).hasSize(12);
        assertThat(mean(small.losses.subList(9, 12))).isLessThan(mean(small.losses.subList(0, 3)));
    }

    private static double mean(List<Double> losses) {
        return losses.stream().mapToDouble(loss -> loss).average().orElseThrow();
    }

    @Test
    void itsLastLayerLearnsAlone() throws Exception {
        Weights before = start();
        Weights after =
                small.trainer(config(2, Stage.BRANCH_HEAD), small.phantoms(8), "h").train(before);
        assertThat(changed(before, after)).containsExactly(Part.BRANCH_HEAD);
    }

    @Test
    void whileOtherWeightsTrainTheBranchIsFrozen() throws Exception {
        Weights before = start();
        Weights after = small.trainer(config(1, Stage.ALL), small.phantoms(8), "a").train(before);
        assertThat(changed(before, after))
                .contains(Part.BACKBONE, Part.SCORE)
                .doesNotContain(Part.BRANCH_TRUNK, Part.BRANCH, Part.BRANCH_HEAD);
    }

    /** Before it learns for the first time each feature is brought to one scale. */
    @Test
    void featuresAreMeasuredOnTheTrainingImages() throws Exception {
        Weights after =
                small.trainer(config(1, Stage.BRANCH), small.phantoms(8), "m").train(start());
        float[] variances = after.asMap().get("reader_features/moving_variance").values();
        int measured = 0;
        for (float variance : variances) {
            measured += variance != 1 ? 1 : 0;
        }
        assertThat(measured).isEqualTo(variances.length);
    }

    /** Its last layer was learned on them as they were measured then. */
    @Test
    void aReaderThatLearnsOnKeepsTheScaleOfItsFeatures() throws Exception {
        Weights learned = TinyModel.weights(TinyModel.READING, 2);
        Weights after =
                small.trainer(config(1, Stage.BRANCH), small.phantoms(8), "on").train(learned);
        assertThat(changed(learned, after)).contains(Part.BRANCH);
        for (VariableSpec spec : BsNet.variables(TinyModel.READING)) {
            if (spec.name().startsWith("reader_features")) {
                assertThat(after.get(spec)).as(spec.name()).isEqualTo(learned.get(spec));
            }
        }
        Weights not =
                small.trainer(config(0, Stage.BRANCH), small.phantoms(8), "no").train(learned);
        assertThat(changed(learned, not)).isEmpty();
    }

    /**
     * The images that decide when to stop are looked at with the reader, which they do not teach.
     */
    @Test
    void validationImagesAreReadToo() throws Exception {
        EarlyStop rule = new EarlyStop(4, 5, EarlyStop.Decay.COSINE);
        TrainingConfig config = config(1, Stage.BRANCH, Stage.SCORE).withEarlyStop(rule);
        Weights after = small.trainer(config, small.phantoms(8), "w").train(start());
        assertThat(changed(start(), after)).contains(Part.BRANCH, Part.SCORE);
        assertThat(small.losses).hasSize(2);
    }

    @Test
    void aResumedTrainingIsBitIdenticalToAnUninterruptedOne() throws Exception {
        TrainingConfig config = config(3, Stage.BRANCH);
        List<Annotation> annotations = small.phantoms(8);
        Weights unstopped = small.trainer(config, annotations, "unstopped").train(start());
        Trainer stopped = small.trainer(config, annotations, "stopped");
        stopped.stopAfter(Stage.BRANCH, 1);
        assertThatThrownBy(() -> stopped.train(start())).isInstanceOf(InterruptedException.class);
        Weights resumed = small.trainer(config, annotations, "stopped").train(start());
        assertThat(changed(unstopped, resumed)).isEmpty();
    }
}
