package org.brixianode.score;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.score.explain.ExplainConfig;
import org.brixianode.score.load.Device;

/**
 * Which model scores, and how.
 *
 * @param modelFolder folder of the SavedModel and its {@code model.json}
 * @param device where it runs
 * @param workers batches that the network runs at once, 1 to 64
 * @param batch most images in one run of the network, 1 to 64
 * @param explain which map comes with a score
 */
public record ScoreConfig(
        Path modelFolder, Device device, int workers, int batch, ExplainConfig explain) {

    private static final int MOST = 64;

    /**
     * @throws IllegalArgumentException listing every number out of its range
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
        if (value < 1 || value > MOST) {
            problems.add(name + " must be from 1 to " + MOST + ", not " + value);
        }
    }
}
