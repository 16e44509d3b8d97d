package org.brixianode.study;

/**
 * How a zone's score is chosen from its four probabilities, and below which probability it is
 * marked uncertain.
 *
 * @param kind how the score is chosen
 * @param uncertainBelow a score with a lower probability is uncertain; 0 marks none
 */
public record DecisionRule(Kind kind, double uncertainBelow) {

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
