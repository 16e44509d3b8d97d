package org.brixianode.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.data.Folds;
import org.brixianode.lab.train.StagePlan.Stage;
import org.brixianode.network.Weights;
import org.brixianode.study.Zone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When looks are taken, when they end a stage, and with which weights. */
final class EarlyStopTest {

    private static final int PATIENTS = 5;

    @TempDir Path folder;

    private SmallTraining small;

    @BeforeEach
    void images() {
        small = new SmallTraining(folder);
    }

    /**
     * The same picture for every patient, with grade 0 for all but the last.
     *
     * @param odd the last one's grade
     */
    private List<Annotation> patients(int odd) {
        List<Annotation> annotations = new ArrayList<>();
        for (int patient = 0; patient < PATIENTS; patient++) {
            Annotation drawn = small.phantom(patient, grades(0), true, "patient" + patient);
            annotations.add(
                    new Annotation(
                            drawn.name(),
                            drawn.image(),
                            drawn.mask(),
                            grades(patient == PATIENTS - 1 ? odd : 0),
                            Optional.empty(),
                            drawn.patient()));
        }
        return annotations;
    }

    private static Map<Zone, Integer> grades(int grade) {
        Map<Zone, Integer> grades = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            grades.put(zone, grade);
        }
        return grades;
    }

    /** With a seed that puts the last patient into the validation set. */
    private static TrainingConfig config(int epochs, int patience, List<Annotation> annotations) {
        Annotation last = annotations.get(PATIENTS - 1);
        long seed = 1;
        while (!new Folds(annotations, PATIENTS, seed).in(0).contains(last)) {
            seed++;
        }
        return TrainingConfig.of(SmallTraining.TINY, seed)
                .withStages(List.of(SmallTraining.plan(Stage.SCORE, epochs)))
                .withEarlyStop(new EarlyStop(PATIENTS, patience, EarlyStop.Decay.COSINE));
    }

    /** Patience is shorter than the way from one look to the next. */
    @Test
    void theLookAfterTheBestEndsTheStageWithTheBestWeights() throws Exception {
        List<Annotation> annotations = patients(3);
        Path checkpoints = folder.resolve("worsening");
        List<Integer> epochs = new ArrayList<>();
        List<Weights> firstLook = new ArrayList<>();
        Trainer trainer =
                new Trainer(
                        config(30, 3, annotations),
                        annotations,
                        small::read,
                        checkpoints,
                        (stage, epoch, planned, step, steps, loss, left) -> {
                            epochs.add(epoch);
                            if (epoch == Trainer.EPOCHS_BETWEEN_EVALUATIONS + 1) {
                                firstLook.add(best(checkpoints));
                            }
                        });
        Weights trained = trainer.train(new Weights());
        assertThat(epochs).endsWith(2 * Trainer.EPOCHS_BETWEEN_EVALUATIONS);
        assertThat(kernel(trained)).isEqualTo(kernel(firstLook.get(0)));
    }

    private static Weights best(Path checkpoints) {
        try {
            return WeightsFile.read(checkpoints.resolve("best-of-stage0.weights"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static float[] kernel(Weights weights) {
        return weights.asMap().get("P5/kernel").values();
    }

    @Test
    void theLastEpochIsLookedAtToo() throws Exception {
        List<Annotation> annotations = patients(0);
        int last = Trainer.EPOCHS_BETWEEN_EVALUATIONS + 2;
        Trainer trainer = small.trainer(config(last, 50, annotations), annotations, "bettering");
        trainer.stopAfter(Stage.SCORE, last);
        assertThatThrownBy(() -> trainer.train(new Weights()))
                .isInstanceOf(InterruptedException.class);
        assertThat(folder.resolve("bettering").resolve("state.json"))
                .content()
                .contains("\"bestEpoch\":" + last);
    }
}
