package org.brixianode.lab.train;

/**
 * Progress of a stage with early stopping.
 *
 * @param best lowest loss so far on the validation set
 * @param bestEpoch epoch of that loss, 0 for none
 * @param rateFactor factor of the plan's learning rate
 * @param changedEpoch epoch in which the loss last fell or the rate was last lowered
 */
record ValidationProgress(double best, int bestEpoch, double rateFactor, int changedEpoch) {

    /** Before the first evaluation. */
    static final ValidationProgress START = new ValidationProgress(Double.MAX_VALUE, 0, 1, 0);

    private static final double RATE_STEP = 0.5;

    /** After an evaluation on the validation set. */
    ValidationProgress after(int epoch, double loss, EarlyStop rule) {
        if (loss < best) {
            return new ValidationProgress(loss, epoch, rateFactor, epoch);
        }
        boolean flat = 2 * (epoch - changedEpoch) >= rule.patienceEpochs();
        return rule.decay() == EarlyStop.Decay.PLATEAU && flat
                ? new ValidationProgress(best, bestEpoch, rateFactor * RATE_STEP, epoch)
                : this;
    }

    /**
     * Whether the patience is used up.
     *
     * @param epoch of the last evaluation
     */
    boolean isOver(int epoch, EarlyStop rule) {
        return epoch - bestEpoch >= rule.patienceEpochs();
    }
}
