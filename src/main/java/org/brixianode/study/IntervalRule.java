package org.brixianode.study;

import java.util.Collection;

/**
 * How an interval of the global score follows from the zones' probabilities: the expected score,
 * plus and minus a multiple of the standard deviation that the sum of independent zones would have.
 * The multiple is a quantile on held-out images (split conformal prediction, Lei et al. 2018,
 * section 5.2), so that it makes up for zones that depend on each other and for probabilities that
 * are too sure.
 *
 * @param coverage fraction of held-out images whose interval holds the reference reader's score;
 *     {@link #COVERAGE} only, which the results state in words and codes
 * @param factor half the interval's width in standard deviations, above 0
 * @param images number of held-out images from which the factor was determined
 */
public record IntervalRule(double coverage, double factor, int images) {

    /** The coverage of every interval. */
    public static final double COVERAGE = 0.9;

    private static final int MAX_GLOBAL = 18;

    /** Keeps a limit that is a whole number, in spite of rounding errors. */
    private static final double TOLERANCE = 1e-9;

    /**
     * @throws IllegalArgumentException if a number is outside its range
     */
    public IntervalRule {
        if (coverage != COVERAGE) {
            throw new IllegalArgumentException(
                    "interval with coverage %s: it must be %s, which the results state"
                            .formatted(coverage, COVERAGE));
        }
        if (!(factor > 0) || images < 1) {
            throw new IllegalArgumentException(
                    "interval with factor %s, of %d images".formatted(factor, images));
        }
    }

    /**
     * The whole numbers within the limits; the sum of the whole-number scores is always among them.
     *
     * @param zones all six zones
     */
    public ScoreInterval of(Collection<ZoneScore> zones) {
        double mean = zones.stream().mapToDouble(ZoneScore::expected).sum();
        double half = factor * deviation(zones);
        int global = zones.stream().mapToInt(ZoneScore::score).sum();
        int low = (int) Math.ceil(mean - half - TOLERANCE);
        int high = (int) Math.floor(mean + half + TOLERANCE);
        return new ScoreInterval(
                Math.max(0, Math.min(low, global)),
                Math.min(MAX_GLOBAL, Math.max(high, global)),
                coverage);
    }

    /** The standard deviation of the sum if the zones were independent. */
    public static double deviation(Collection<ZoneScore> zones) {
        return Math.sqrt(zones.stream().mapToDouble(ZoneScore::variance).sum());
    }
}
