package org.brixianode.bsnet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.brixianode.bsnet.Architecture;
import org.brixianode.bsnet.Weights;
import org.brixianode.bsnet.data.Annotation;
import org.brixianode.bsnet.data.Folds;
import org.brixianode.bsnet.data.InvalidDataException;
import org.brixianode.bsnet.data.PictureReader;
import org.brixianode.bsnet.ensemble.MemberTraining;
import org.brixianode.bsnet.train.StagePlan.Stage;
import org.brixianode.study.Raster;
import org.brixianode.study.Zone;
import org.brixianode.testkit.PhantomChest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A very small network on phantoms: it need not be good, it must be exact. */
final class TrainerTest {

    private static final int SIDE = 128;
    private static final Architecture TINY =
            new Architecture(
                    "tiny",
                    SIDE,
                    List.of(8, 8, 8, 8),
                    List.of(8, 8, 8, 8, 8),
                    8,
                    8,
                    true,
                    0.2,
                    1,
                    8);

    private static final List<Stage> LEARNING =
            Stream.of(Stage.values()).filter(Stage::movesWeights).toList();

    /** Lungs that the small network finds itself jump from step to step, and zones with them. */
    private static final int WHOLE_EVERY = 4;

    private static final AugmentationConfig UNCHANGED =
            new AugmentationConfig(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    @TempDir Path folder;

    private final Map<Path, Raster> pictures = new ConcurrentHashMap<>();
    private final Set<Path> read = ConcurrentHashMap.newKeySet();
    private final List<Double> losses = new ArrayList<>();

    private final PictureReader reader =
            path -> {
                read.add(path);
                Raster picture = pictures.get(path);
                if (picture == null) {
                    throw new IOException("no such picture");
                }
                return picture;
            };

    /** Grades from 0 to 3 by the image's number; every third image without a mask. */
    private List<Annotation> phantoms(int count) {
        List<Annotation> annotations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<Zone, Integer> grades = new EnumMap<>(Zone.class);
            for (Zone zone : Zone.values()) {
                grades.put(zone, (i + zone.ordinal()) % 4);
            }
            PhantomChest phantom = PhantomChest.of(SIDE, SIDE, i, grades);
            Path image = Path.of("image" + i);
            Path mask = Path.of("mask" + i);
            pictures.put(image, phantom.grey());
            pictures.put(mask, phantom.lungMask());
            annotations.add(
                    new Annotation(
                            "image" + i,
                            image,
                            i % 3 == 2 ? Optional.empty() : Optional.of(mask),
                            grades,
                            Optional.of(grades),
                            "patient" + i / 2));
        }
        return annotations;
    }

    private static TrainingConfig config(int epochs, Stage... of) {
        List<StagePlan> stages = new ArrayList<>();
        for (Stage stage : of) {
            stages.add(new StagePlan(stage, epochs, 4, 2e-3, AugmentationConfig.DEFAULT));
        }
        return TrainingConfig.of(TINY, 5).withStages(stages);
    }

    /** Nothing drawn anew from epoch to epoch, so that their losses compare. */
    private static TrainingConfig steady(int epochs) {
        List<StagePlan> stages = new ArrayList<>();
        for (Stage stage : LEARNING) {
            stages.add(new StagePlan(stage, epochs, 4, 5e-4, UNCHANGED));
        }
        TrainingConfig plan = TrainingConfig.of(withoutDropout(TINY), 5);
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
                a.textureUnits());
    }

    private Trainer trainer(TrainingConfig config, List<Annotation> annotations, String name)
            throws IOException, InvalidDataException {
        return new Trainer(
                config,
                annotations,
                reader,
                folder.resolve(name),
                (stage, epoch, epochs, step, steps, loss, left) -> {
                    if (step == steps) {
                        losses.add(loss);
                    }
                });
    }

    /** Through two stages, the second watched: it stops between a look and the next. */
    @Test
    void stoppedAndResumedGivesWhatUnstoppedGives() throws Exception {
        TrainingConfig config =
                config(7, Stage.SEGMENTATION, Stage.ALL)
                        .withEarlyStop(new EarlyStop(4, 5, EarlyStop.Decay.PLATEAU));
        List<Annotation> annotations = phantoms(8);
        Weights unstopped = trainer(config, annotations, "unstopped").train(new Weights());

        Trainer first = trainer(config, annotations, "stopped");
        first.stopAfter(Stage.ALL, 6);
        assertThatThrownBy(() -> first.train(new Weights()))
                .isInstanceOf(InterruptedException.class);
        losses.clear();
        Weights resumed = trainer(config, annotations, "stopped").train(new Weights());

        assertThat(losses).as("epochs after the stop").hasSize(1);
        assertSame(resumed, unstopped);
    }

    private static void assertSame(Weights one, Weights other) {
        assertThat(one.asMap().keySet()).isEqualTo(other.asMap().keySet());
        other.asMap()
                .forEach(
                        (name, value) ->
                                assertThat(
                                                worstDifference(
                                                        value.values(),
                                                        one.asMap().get(name).values()))
                                        .as(name)
                                        .isLessThan(1e-6));
    }

    /** What is watched may end a training, but nothing is learned from it. */
    @Test
    void nothingIsLearnedFromAWatchedImage() throws Exception {
        EarlyStop rule = new EarlyStop(4, 50, EarlyStop.Decay.COSINE);
        TrainingConfig config = config(5, Stage.SCORE).withEarlyStop(rule);
        List<Annotation> annotations = phantoms(8);
        trainer(config, annotations, "before").train(new Weights());
        List<Double> before = List.copyOf(losses);
        losses.clear();
        Folds parts = new Folds(annotations, 4, config.seed());
        assertThat(parts.in(0)).isNotEmpty();
        for (Annotation watched : parts.in(0)) {
            pictures.put(watched.image(), new Raster(SIDE, SIDE, new float[SIDE * SIDE]));
        }
        trainer(config, annotations, "after").train(new Weights());
        assertThat(losses).isEqualTo(before);
    }

    @Test
    void snapshotsAreTakenOneAfterTheOtherAndNotTwice() throws Exception {
        TrainingConfig config = config(2, Stage.ALL, Stage.STATISTICS);
        MemberTraining training =
                new MemberTraining(
                        config,
                        2,
                        reader,
                        (stage, epoch, epochs, step, steps, loss, left) -> losses.add(loss));
        List<Annotation> annotations = phantoms(8);
        List<Weights> taken = training.train(annotations, folder.resolve("s"), new Weights());
        assertThat(taken).hasSize(2);
        String kernel = "stage1_unit1_conv1/kernel";
        assertThat(taken.get(1).asMap().get(kernel).values())
                .isNotEqualTo(taken.get(0).asMap().get(kernel).values());
        losses.clear();
        List<Weights> again = training.train(annotations, folder.resolve("s"), new Weights());
        assertThat(losses).as("steps when all is there").isEmpty();
        assertSame(again.get(1), taken.get(1));
    }

    private static double worstDifference(float[] one, float[] other) {
        assertThat(one).hasSameSizeAs(other);
        double worst = 0;
        for (int i = 0; i < one.length; i++) {
            worst = Math.max(worst, Math.abs(one[i] - other[i]));
        }
        return worst;
    }

    @Test
    void everyStageLowersItsLoss() throws Exception {
        trainer(steady(8), phantoms(8), "learning").train(new Weights());
        int stages = LEARNING.size();
        assertThat(losses).hasSize(8 * stages);
        for (int stage = 0; stage < stages; stage++) {
            List<Double> own = losses.subList(8 * stage, 8 * stage + 8);
            assertThat(own.get(7))
                    .as("last loss of %s in %s", LEARNING.get(stage), own)
                    .isLessThan(own.get(0));
        }
    }

    @Test
    void aKeptOutImageIsNeverRead() throws Exception {
        List<Annotation> all = phantoms(8);
        Folds folds = new Folds(all, 2, 3);
        trainer(config(1, Stage.ALIGNMENT), folds.outside(0), "fold").train(new Weights());
        Set<Path> keptOut = folds.in(0).stream().map(Annotation::image).collect(Collectors.toSet());
        assertThat(keptOut).isNotEmpty();
        assertThat(read).isNotEmpty().doesNotContainAnyElementsOf(keptOut);
    }

    @Test
    void picturesThatCannotBeReadAreAllNamed() {
        List<Annotation> annotations = phantoms(4);
        pictures.remove(Path.of("image1"));
        pictures.remove(Path.of("mask3"));
        assertThatThrownBy(() -> trainer(config(1, Stage.ALIGNMENT), annotations, "bad"))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("image1")
                .hasMessageContaining("image3");
    }

    @Test
    void patienceEndsAStageAndAPlateauHalvesTheRate() {
        EarlyStop rule = new EarlyStop(5, 20, EarlyStop.Decay.PLATEAU);
        Standing first = Standing.START.after(5, 1.0, rule);
        assertThat(first).isEqualTo(new Standing(1.0, 5, 1, 5));
        Standing waiting = first.after(10, 1.1, rule);
        assertThat(waiting).isEqualTo(first);
        Standing lowered = waiting.after(15, 1.05, rule);
        assertThat(lowered).isEqualTo(new Standing(1.0, 5, 0.5, 15));
        assertThat(lowered.over(24, rule)).isFalse();
        assertThat(lowered.over(25, rule)).isTrue();
        assertThat(lowered.after(20, 0.9, rule)).isEqualTo(new Standing(0.9, 20, 0.5, 20));
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
