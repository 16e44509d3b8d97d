package org.brixianode.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which changes of a model's folder are another model. */
final class ModelDigestTest {

    private static final Map<String, String> WEIGHTS = Map.of("saved_model.pb", "a".repeat(64));

    @TempDir Path folder;

    private String digest(String card) throws Exception {
        Files.writeString(folder.resolve("model.json"), card);
        return ModelFiles.combined(folder, WEIGHTS);
    }

    @Test
    void anotherCalibrationIsAnotherModel() throws Exception {
        String before = digest("{\"calibration\": {\"lift\": 0.0}}");
        assertThat(digest("{\"calibration\": {\"lift\": 0.5}}")).isNotEqualTo(before);
        assertThat(digest("{\"calibration\": {\"lift\": 0.0}}")).isEqualTo(before);
    }

    @Test
    void otherWeightsAreAnotherModel() throws Exception {
        String before = digest("{}");
        Map<String, String> others = Map.of("saved_model.pb", "b".repeat(64));
        assertThat(ModelFiles.combined(folder, others)).isNotEqualTo(before);
    }
}
