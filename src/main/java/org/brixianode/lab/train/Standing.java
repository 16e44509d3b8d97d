package org.brixianode.lab.train;

/**
 * What a watched stage has come to.
 *
 * @param best least loss so far on the watched images
 * @param bestEpoch when that was, 0 for never
 * @param rateFactor what the plan's learning rate is multiplied with
 * @param changedEpoch when the loss last fell or the rate was last lowered
 */
record Standing(double best, int bestEpoch, double rateFactor, int changedEpoch) {

    /** Before the first look. */
    static final Standing START = new Standing(Double.MAX_VALUE, 0, 1, 0);

    private static final double RATE_STEP = 0.5;

    /** After a look at the watched images. */
    Standing after(int epoch, double loss, EarlyStop rule) {
        if (loss < best) {
            return new Standing(loss, epoch, rateFactor, epoch);
        }
        boolean flat = 2 * (epoch - changedEpoch) >= rule.patienceEpochs();
        return rule.decay() == EarlyStop.Decay.PLATEAU && flat
                ? new Standing(best, bestEpoch, rateFactor * RATE_STEP, epoch)
                : this;
    }

    /**
     * Whether patience is at its end.
     *
     * @param epoch of the last look: between two looks nothing is measured and nothing ends
     */
    boolean over(int epoch, EarlyStop rule) {
        return epoch - bestEpoch >= rule.patienceEpochs();
    }
}
