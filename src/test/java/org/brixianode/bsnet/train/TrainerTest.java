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
import org.brixianode.bsnet.Architecture;
import org.brixianode.bsnet.Weights;
import org.brixianode.bsnet.data.Annotation;
import org.brixianode.bsnet.data.Folds;
import org.brixianode.bsnet.data.InvalidDataException;
import org.brixianode.bsnet.data.PictureReader;
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
        for (Stage stage : Stage.values()) {
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
                1,
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

    @Test
    void stoppedAndResumedGivesWhatUnstoppedGives() throws Exception {
        List<Annotation> annotations = phantoms(8);
        Weights unstopped =
                trainer(config(2, Stage.SEGMENTATION, Stage.ALL), annotations, "unstopped")
                        .train(new Weights());

        Trainer first = trainer(config(2, Stage.SEGMENTATION, Stage.ALL), annotations, "stopped");
        first.stopAfter(Stage.ALL, 1);
        assertThatThrownBy(() -> first.train(new Weights()))
                .isInstanceOf(InterruptedException.class);
        losses.clear();
        Weights resumed =
                trainer(config(2, Stage.SEGMENTATION, Stage.ALL), annotations, "stopped")
                        .train(new Weights());

        assertThat(losses).as("epochs after the stop").hasSize(1);
        assertThat(resumed.asMap().keySet()).isEqualTo(unstopped.asMap().keySet());
        unstopped
                .asMap()
                .forEach(
                        (name, value) ->
                                assertThat(
                                                worstDifference(
                                                        value.values(),
                                                        resumed.asMap().get(name).values()))
                                        .as(name)
                                        .isLessThan(1e-6));
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
        int stages = Stage.values().length;
        assertThat(losses).hasSize(8 * stages);
        for (int stage = 0; stage < stages; stage++) {
            List<Double> own = losses.subList(8 * stage, 8 * stage + 8);
            assertThat(own.get(7))
                    .as("last loss of %s in %s", Stage.values()[stage], own)
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
    void theScheduleRisesAndFalls() {
        StagePlan plan = new StagePlan(Stage.ALL, 10, 4, 1e-3, AugmentationConfig.DEFAULT);
        Schedule schedule = new Schedule(plan, 10, 0.99);
        assertThat(schedule.step(1, 1, 0).rate()).isLessThan(1e-3);
        assertThat(schedule.step(1, 5, 0).rate()).isCloseTo(1e-3, within(1e-9));
        assertThat(schedule.step(10, 10, 0).rate()).isCloseTo(1e-5, within(1e-9));
        assertThat(schedule.step(1, 1, 0).averageDecay()).isLessThan(0.3);
        assertThat(schedule.step(10, 10, 0).number()).isEqualTo(100);
    }
}
