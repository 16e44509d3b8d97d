package org.brixianode.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.train.StagePlan.Stage;
import org.brixianode.network.BsNet;
import org.brixianode.network.Weights;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints belong to one training; those of another are neither used nor lost. */
final class CheckpointsTest {

    @TempDir Path folder;

    private SmallTraining small;
    private List<Annotation> annotations;

    @BeforeEach
    void images() {
        small = new SmallTraining(folder);
        annotations = small.phantoms(4);
    }

    private static Weights start(long seed) {
        Weights weights = new Weights();
        weights.initialise(BsNet.variables(SmallTraining.TINY), seed);
        return weights;
    }

    private Weights train(Weights start, TrainingConfig config) throws Exception {
        return small.trainer(config, annotations, "checkpoints").train(start);
    }

    private Map<String, String> files() throws Exception {
        Map<String, String> files = new TreeMap<>();
        try (var listed = Files.list(folder.resolve("checkpoints"))) {
            for (Path file : listed.toList()) {
                files.put(file.getFileName().toString(), new String(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    @Test
    void otherStartWeightsAreAnotherTraining() throws Exception {
        TrainingConfig config = SmallTraining.config(1, Stage.ALIGNMENT);
        train(start(1), config);
        Map<String, String> before = files();
        assertThatThrownBy(() -> train(start(2), config))
                .isInstanceOf(OtherTrainingException.class)
                .hasMessageContaining(folder.resolve("checkpoints").toString())
                .hasMessageContaining("--checkpoints")
                .hasMessageContaining("delete");
        assertThat(files()).as("the other training's checkpoints").isEqualTo(before);
        small.losses.clear();
        train(start(1), config);
        assertThat(small.losses).as("epochs of the same training once more").isEmpty();
    }

    @Test
    void aChangedRecipeIsAnotherTraining() throws Exception {
        TrainingConfig config = SmallTraining.config(0, Stage.ALIGNMENT);
        train(start(1), config);
        assertThatThrownBy(() -> train(start(1), SmallTraining.config(1, Stage.ALIGNMENT)))
                .isInstanceOf(OtherTrainingException.class);
    }

    @Test
    void theGivenWeightsStayAsTheyAre() throws Exception {
        Weights empty = new Weights();
        train(empty, SmallTraining.config(0, Stage.ALIGNMENT));
        assertThat(empty.asMap()).isEmpty();
    }

    @Test
    void aDamagedStateIsNotTakenForANewTraining() throws Exception {
        Files.createDirectories(folder.resolve("checkpoints"));
        Files.writeString(folder.resolve("checkpoints").resolve("state.json"), "{\"stage\": 0,");
        assertThatThrownBy(() -> train(start(1), SmallTraining.config(0, Stage.ALIGNMENT)))
                .isInstanceOf(OtherTrainingException.class);
    }
}
