package org.brixianode.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.data.Folds;
import org.brixianode.lab.data.InvalidDataException;
import org.brixianode.lab.ensemble.MemberTraining;
import org.brixianode.lab.train.StagePlan.Stage;
import org.brixianode.model.Architecture;
import org.brixianode.network.Weights;
import org.brixianode.study.Raster;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A very small network on phantoms: it need not be good, it must be exact. */
final class TrainerTest {

    private static final List<Stage> LEARNING =
            Stream.of(Stage.values())
                    .filter(stage -> stage.updatesWeights() && !stage.trainsBranch())
                    .toList();

    /** Lungs that the small network finds itself jump from step to step, and zones with them. */
    private static final int WHOLE_EVERY = 4;

    private static final AugmentationConfig UNCHANGED =
            new AugmentationConfig(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static final Raster EMPTY =
            new Raster(
                    SmallTraining.SIDE,
                    SmallTraining.SIDE,
                    new float[SmallTraining.SIDE * SmallTraining.SIDE]);

    @TempDir Path folder;

    private SmallTraining small;

    @BeforeEach
    void folder() {
        small = new SmallTraining(folder);
    }

    /** Nothing drawn anew from epoch to epoch, so that their losses compare. */
    private static TrainingConfig steady(int epochs) {
        List<StagePlan> stages = new ArrayList<>();
        for (Stage stage : LEARNING) {
            stages.add(new StagePlan(stage, epochs, 4, 5e-4, UNCHANGED));
        }
        TrainingConfig plan = TrainingConfig.of(withoutDropout(SmallTraining.TINY), 5);
        return new TrainingConfig(
                plan.architecture(),
                plan.preprocessing(),
                stages,
                plan.losses(),
                plan.weightDecay(),
                plan.averageDecay(),
                plan.juniorShare(),
                plan.neighbourShare(),
                0,
                WHOLE_EVERY,
                false,
                Optional.empty(),
                plan.seed());
    }

    private static Architecture withoutDropout(Architecture a) {
        return new Architecture(
                a.id(),
                a.inputSizePx(),
                a.stageFilters(),
                a.decoderFilters(),
                a.pyramidFilters(),
                a.headFilters(),
                a.sharedSides(),
                0,
                a.reduction(),
                a.textureUnits(),
                a.branchHeightPx());
    }

    /**
     * In the first, a middle and the last stage; the middle one has early stopping and is stopped
     * between a look and the next.
     */
    @Test
    void aResumedTrainingIsBitIdenticalToAnUninterruptedOne() throws Exception {
        TrainingConfig config =
                TrainingConfig.of(SmallTraining.TINY, 5)
                        .withStages(
                                List.of(
                                        SmallTraining.plan(Stage.SEGMENTATION, 2),
                                        SmallTraining.plan(Stage.ALL, 7),
                                        SmallTraining.plan(Stage.LUNGS, 2)))
                        .withEarlyStop(new EarlyStop(4, 5, EarlyStop.Decay.PLATEAU));
        List<Annotation> annotations = small.phantoms(8);
        Weights unstopped = small.trainer(config, annotations, "unstopped").train(new Weights());

        stop(config, annotations, Stage.SEGMENTATION, 1);
        stop(config, annotations, Stage.ALL, 6);
        stop(config, annotations, Stage.LUNGS, 1);
        small.losses.clear();
        Weights resumed = small.trainer(config, annotations, "stopped").train(new Weights());

        assertThat(small.losses).as("epochs after the last stop").hasSize(1);
        assertSame(resumed, unstopped);
    }

    private void stop(TrainingConfig config, List<Annotation> annotations, Stage stage, int epoch)
            throws Exception {
        Trainer trainer = small.trainer(config, annotations, "stopped");
        trainer.stopAfter(stage, epoch);
        assertThatThrownBy(() -> trainer.train(new Weights()))
                .as("stop in %s", stage)
                .isInstanceOf(InterruptedException.class);
    }

    private static void assertSame(Weights one, Weights other) {
        assertThat(one.asMap().keySet()).isEqualTo(other.asMap().keySet());
        other.asMap()
                .forEach(
                        (name, value) ->
                                assertThat(one.asMap().get(name).values())
                                        .as(name)
                                        .isEqualTo(value.values()));
    }

    /** The validation set may end a training, but is not trained on. */
    @Test
    void nothingIsLearnedFromAWatchedImage() throws Exception {
        EarlyStop rule = new EarlyStop(4, 50, EarlyStop.Decay.COSINE);
        TrainingConfig config = SmallTraining.config(5, Stage.SCORE).withEarlyStop(rule);
        List<Annotation> annotations = small.phantoms(8);
        small.trainer(config, annotations, "before").train(new Weights());
        List<Double> before = List.copyOf(small.losses);
        small.losses.clear();
        Folds parts = new Folds(annotations, 4, config.seed());
        assertThat(parts.in(0)).isNotEmpty();
        for (Annotation validation : parts.in(0)) {
            small.pictures.put(validation.image(), EMPTY);
        }
        small.trainer(config, annotations, "after").train(new Weights());
        assertThat(small.losses).isEqualTo(before);
    }

    @Test
    void snapshotsAreTakenOneAfterTheOtherAndNotTwice() throws Exception {
        TrainingConfig config = SmallTraining.config(2, Stage.ALL, Stage.STATISTICS);
        MemberTraining training =
                new MemberTraining(
                        config,
                        2,
                        small::read,
                        (stage, epoch, epochs, step, steps, loss, left) -> small.losses.add(loss));
        List<Annotation> annotations = small.phantoms(8);
        List<Weights> taken = training.train(annotations, folder.resolve("s"), new Weights());
        assertThat(taken).hasSize(2);
        String kernel = "stage1_unit1_conv1/kernel";
        assertThat(taken.get(1).asMap().get(kernel).values())
                .isNotEqualTo(taken.get(0).asMap().get(kernel).values());
        small.losses.clear();
        List<Weights> again = training.train(annotations, folder.resolve("s"), new Weights());
        assertThat(small.losses).as("steps when all is there").isEmpty();
        assertSame(again.get(1), taken.get(1));
    }

    @Test
    void everyStageLowersItsLoss() throws Exception {
        small.trainer(steady(8), small.phantoms(8), "learning").train(new Weights());
        int stages = LEARNING.size();
        assertThat(small.losses).hasSize(8 * stages);
        for (int stage = 0; stage < stages; stage++) {
            List<Double> own = small.losses.subList(8 * stage, 8 * stage + 8);
            assertThat(own.get(7))
                    .as("last loss of %s in %s", LEARNING.get(stage), own)
                    .isLessThan(own.get(0));
        }
    }

    @Test
    void aKeptOutImageIsNeverRead() throws Exception {
        List<Annotation> all = small.phantoms(8);
        Folds folds = new Folds(all, 2, 3);
        small.trainer(SmallTraining.config(1, Stage.ALIGNMENT), folds.outside(0), "fold")
                .train(new Weights());
        Set<Path> heldOut = folds.in(0).stream().map(Annotation::image).collect(Collectors.toSet());
        assertThat(heldOut).isNotEmpty();
        assertThat(small.read).isNotEmpty().doesNotContainAnyElementsOf(heldOut);
    }

    @Test
    void picturesThatCannotBeReadAreAllNamed() {
        List<Annotation> annotations = small.phantoms(4);
        small.pictures.remove(Path.of("image1"));
        small.pictures.remove(Path.of("mask3"));
        assertThatThrownBy(
                        () ->
                                small.trainer(
                                        SmallTraining.config(1, Stage.ALIGNMENT),
                                        annotations,
                                        "bad"))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("image1")
                .hasMessageContaining("image3");
    }

    @Test
    void patienceEndsAStageAndAPlateauHalvesTheRate() {
        EarlyStop rule = new EarlyStop(5, 20, EarlyStop.Decay.PLATEAU);
        ValidationProgress first = ValidationProgress.START.after(5, 1.0, rule);
        assertThat(first).isEqualTo(new ValidationProgress(1.0, 5, 1, 5));
        ValidationProgress waiting = first.after(10, 1.1, rule);
        assertThat(waiting).isEqualTo(first);
        ValidationProgress lowered = waiting.after(15, 1.05, rule);
        assertThat(lowered).isEqualTo(new ValidationProgress(1.0, 5, 0.5, 15));
        assertThat(lowered.isOver(24, rule)).isFalse();
        assertThat(lowered.isOver(25, rule)).isTrue();
        assertThat(lowered.after(20, 0.9, rule))
                .isEqualTo(new ValidationProgress(0.9, 20, 0.5, 20));
        EarlyStop cosine = new EarlyStop(5, 20, EarlyStop.Decay.COSINE);
        assertThat(waiting.after(15, 1.05, cosine).rateFactor()).isEqualTo(1);
    }

    @Test
    void onAPlateauTheRateStaysButForItsFactor() {
        StagePlan plan = new StagePlan(Stage.ALL, 10, 4, 1e-3, AugmentationConfig.DEFAULT);
        Schedule schedule = new Schedule(plan, 10, 0.99, EarlyStop.Decay.PLATEAU, 0.25);
        assertThat(schedule.step(10, 10, 0).rate()).isCloseTo(2.5e-4, within(1e-9));
    }

    @Test
    void theScheduleRisesAndFalls() {
        StagePlan plan = new StagePlan(Stage.ALL, 10, 4, 1e-3, AugmentationConfig.DEFAULT);
        Schedule schedule = new Schedule(plan, 10, 0.99, EarlyStop.Decay.COSINE, 1);
        assertThat(schedule.step(1, 1, 0).rate()).isLessThan(1e-3);
        assertThat(schedule.step(1, 5, 0).rate()).isCloseTo(1e-3, within(1e-9));
        assertThat(schedule.step(10, 10, 0).rate()).isCloseTo(1e-5, within(1e-9));
        assertThat(schedule.step(1, 1, 0).averageDecay()).isLessThan(0.3);
        assertThat(schedule.step(10, 10, 0).number()).isEqualTo(100);
    }
}
