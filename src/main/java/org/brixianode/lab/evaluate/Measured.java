package org.brixianode.lab.evaluate;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A set of cases with all figures.
 *
 * @param evaluation the cases
 * @param agreements by pair of raters; empty without cases
 * @param calibration of the model against the senior reader
 */
public record Measured(
        Evaluation evaluation,
        Map<Evaluation.Pair, Agreement> agreements,
        CalibrationCurve calibration) {

    public static Measured of(Evaluation evaluation, Bootstrap bootstrap) {
        Map<Evaluation.Pair, Agreement> agreements = new TreeMap<>();
        for (Evaluation.Pair pair : Evaluation.Pair.values()) {
            evaluation
                    .ratings(pair)
                    .ifPresent(ratings -> agreements.put(pair, Agreement.of(ratings, bootstrap)));
        }
        return new Measured(evaluation, agreements, evaluation.calibration());
    }

    /**
     * The model against the senior reader.
     *
     * @throws java.util.NoSuchElementException without cases
     */
    public Agreement modelSenior() {
        return Optional.ofNullable(agreements.get(Evaluation.Pair.MODEL_SENIOR)).orElseThrow();
    }
}
