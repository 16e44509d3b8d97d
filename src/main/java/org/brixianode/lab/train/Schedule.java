package org.brixianode.lab.train;

/** Learning rate and averaging decay of a stage's steps. */
final class Schedule {

    private static final double WARM_UP_SHARE = 0.05;
    private static final double LAST_RATE_SHARE = 0.01;

    private final StagePlan plan;
    private final int stepsPerEpoch;
    private final double averageDecay;

    private final EarlyStop.Decay decay;
    private final double rateFactor;

    /**
     * @param decay schedule after the warm-up
     * @param rateFactor factor of the plan's rate
     */
    Schedule(
            StagePlan plan,
            int stepsPerEpoch,
            double averageDecay,
            EarlyStop.Decay decay,
            double rateFactor) {
        this.plan = plan;
        this.stepsPerEpoch = stepsPerEpoch;
        this.averageDecay = averageDecay;
        this.decay = decay;
        this.rateFactor = rateFactor;
    }

    /**
     * @param epoch from 1
     * @param step within the epoch, from 1
     */
    TrainingGraph.Step step(int epoch, int step, long seed) {
        int number = (epoch - 1) * stepsPerEpoch + step;
        // Less decay at first, so that the start values do not dominate the average.
        double follow = Math.min(averageDecay, (1.0 + number) / (10.0 + number));
        return new TrainingGraph.Step(number, rateFactor * rate(number), follow, seed);
    }

    /** Linear warm-up, then half a cosine or constant. */
    private double rate(int number) {
        double total = (double) plan.epochs() * stepsPerEpoch;
        double warmUp = Math.max(1, total * WARM_UP_SHARE);
        if (number <= warmUp) {
            return plan.rate() * number / warmUp;
        }
        if (decay == EarlyStop.Decay.PLATEAU) {
            return plan.rate();
        }
        double progress = (number - warmUp) / Math.max(1, total - warmUp);
        double cosine = (1 + Math.cos(Math.PI * progress)) / 2;
        return plan.rate() * (LAST_RATE_SHARE + (1 - LAST_RATE_SHARE) * cosine);
    }
}
