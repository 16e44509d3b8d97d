package org.brixianode.score;

import java.util.List;
import java.util.Optional;
import org.brixianode.score.explain.ExplainConfig;
import org.brixianode.score.explain.SuperPixelExplainer;
import org.brixianode.score.explain.SuperPixelMap;
import org.brixianode.score.load.LoadedModel;
import org.brixianode.study.HeatKind;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.StageException;
import org.brixianode.study.Zone;

/** Adds the configured heatmap to a score sheet. */
final class Explanation {

    private final LoadedModel model;
    private final HeatKind wanted;
    private final SuperPixelExplainer superPixels;
    private volatile boolean skipping;

    Explanation(LoadedModel model, ExplainConfig config) {
        this.model = model;
        this.wanted = config.map();
        this.superPixels = new SuperPixelExplainer(config, System::nanoTime, () -> skipping);
    }

    /** Ends running explanations early and skips later ones. */
    void skipExplanations() {
        skipping = true;
    }

    /**
     * @param input the network input
     * @return the sheet with the configured map; with its activation map if the explanation was
     *     skipped, ran out of time or failed
     */
    Scoring.Scored added(float[] input, ScoreSheet sheet) {
        if (wanted != HeatKind.SUPER_PIXELS) {
            return new Scoring.Scored(sheet);
        }
        SuperPixelMap map =
                superPixels.mapIfPossible(
                        input, sheet.lungs(), sheet.alignment(), this::expectedScores);
        return map.values().isPresent()
                ? new Scoring.Scored(sheet.withHeat(map.values().get(), HeatKind.SUPER_PIXELS))
                : new Scoring.Scored(
                        sheet, Optional.of("no map of super-pixels: " + map.failure()));
    }

    private double[][] expectedScores(List<float[]> inputs) throws StageException {
        List<float[][]> probabilities = model.probabilities(inputs);
        double[][] expected = new double[inputs.size()][Zone.values().length];
        for (int i = 0; i < expected.length; i++) {
            for (int zone = 0; zone < expected[i].length; zone++) {
                float[] grades = probabilities.get(i)[zone];
                for (int grade = 1; grade < grades.length; grade++) {
                    expected[i][zone] += grade * grades[grade];
                }
            }
        }
        return expected;
    }
}
