package org.brixianode.study;

import java.util.Optional;

/**
 * How a model's scores are chosen from the probabilities, and how sure they are.
 *
 * @param kind how the score is chosen
 * @param uncertainBelow a score with a lower probability is uncertain; 0 marks none
 * @param interval how an interval of the global score follows from the probabilities; empty if the
 *     model gives none
 * @param error of the scores, from the model's card; empty if it has none
 */
public record DecisionRule(
        Kind kind,
        double uncertainBelow,
        Optional<IntervalRule> interval,
        Optional<HeldOutError> error) {

    /** How one score is chosen from four probabilities. */
    public enum Kind {
        /** The grade with the highest probability. */
        MOST_PROBABLE,
        /** The expected score, rounded half up. */
        ROUNDED_MEAN,
        /** The lowest grade at which the cumulative probability reaches one half. */
        MEDIAN
    }

    /** Compares at full precision, not as printed. */
    public boolean isUncertain(ZoneScore score) {
        return score.confidence() < uncertainBelow;
    }
}
