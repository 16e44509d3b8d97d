package org.brixianode.lab.evaluate;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.brixianode.study.IntervalRule;

/**
 * A set of cases with all figures.
 *
 * @param evaluation the cases
 * @param agreements by pair of raters; empty without cases
 * @param calibration of the model against the senior reader
 * @param interval of the model's intervals of the global score; empty if it gives none
 */
public record Measured(
        Evaluation evaluation,
        Map<Evaluation.Pair, Agreement> agreements,
        CalibrationCurve calibration,
        Optional<IntervalFigures> interval) {

    /**
     * @param rule the model's rule of intervals, if it has one
     */
    public static Measured of(
            Evaluation evaluation, Optional<IntervalRule> rule, Bootstrap bootstrap) {
        Map<Evaluation.Pair, Agreement> agreements = new TreeMap<>();
        for (Evaluation.Pair pair : Evaluation.Pair.values()) {
            evaluation
                    .ratings(pair)
                    .ifPresent(ratings -> agreements.put(pair, Agreement.of(ratings, bootstrap)));
        }
        return new Measured(
                evaluation,
                agreements,
                evaluation.calibration(),
                rule.map(known -> IntervalFigures.of(evaluation.cases(), known)));
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
