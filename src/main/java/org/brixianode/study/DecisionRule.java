package org.brixianode.study;

/**
 * How a zone's four probabilities become its score, and when that score is called uncertain.
 *
 * @param kind the way from probabilities to a score
 * @param uncertainBelow a score whose own probability is below this is uncertain; 0 for none
 */
public record DecisionRule(Kind kind, double uncertainBelow) {

    /** Ways from four probabilities to one score. */
    public enum Kind {
        /** The grade with the highest probability. */
        MOST_PROBABLE,
        /** The mean of the grades under their probabilities, rounded half up. */
        ROUNDED_MEAN,
        /** The least grade that with those beneath it reaches half of the probability. */
        MEDIAN
    }

    /** The one place that says so: compared in full, not as printed. */
    public boolean isUncertain(ZoneScore score) {
        return score.confidence() < uncertainBelow;
    }
}
