package org.brixianode.study;

/**
 * An interval of the global score.
 *
 * @param low smallest global score, 0 to 18
 * @param high greatest global score, 0 to 18
 * @param coverage fraction of held-out images whose interval holds the reference reader's score
 */
public record ScoreInterval(int low, int high, double coverage) {

    private static final double PERCENT = 100;

    /** The coverage in per cent, as in {@code 90}. */
    public long coveragePercent() {
        return Math.round(PERCENT * coverage);
    }
}
