package org.brixianode.score;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.score.explain.ExplainConfig;
import org.brixianode.score.load.Device;

/**
 * Configuration of scoring.
 *
 * @param modelFolder folder of the SavedModel and its {@code model.json}
 * @param device the device that runs it
 * @param workers number of batches run concurrently, 1 to 64
 * @param batch maximum batch size, 1 to 64
 * @param explain configuration of the heatmap
 */
public record ScoreConfig(
        Path modelFolder, Device device, int workers, int batch, ExplainConfig explain) {

    private static final int MAX = 64;

    /**
     * @throws IllegalArgumentException if a number is out of range; the message lists every one
     */
    public ScoreConfig {
        List<String> problems = new ArrayList<>();
        check(problems, "workers", workers);
        check(problems, "batch", batch);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    private static void check(List<String> problems, String name, int value) {
        if (value < 1 || value > MAX) {
            problems.add(name + " must be from 1 to " + MAX + ", not " + value);
        }
    }
}
