package org.brixianode.bsnet.train;

/** Learning rate and averaging over a stage's steps. */
final class Schedule {

    private static final double WARM_UP_SHARE = 0.05;
    private static final double LAST_RATE_SHARE = 0.01;

    private final StagePlan plan;
    private final int stepsPerEpoch;
    private final double averageDecay;

    Schedule(StagePlan plan, int stepsPerEpoch, double averageDecay) {
        this.plan = plan;
        this.stepsPerEpoch = stepsPerEpoch;
        this.averageDecay = averageDecay;
    }

    /**
     * @param epoch from 1
     * @param step within the epoch, from 1
     */
    TrainingGraph.Step step(int epoch, int step, long seed) {
        int number = (epoch - 1) * stepsPerEpoch + step;
        // A young average would remember the start values: it follows faster at first.
        double decay = Math.min(averageDecay, (1.0 + number) / (10.0 + number));
        return new TrainingGraph.Step(number, rate(number), decay, seed);
    }

    /** Rises linearly over the first steps, then falls along half a cosine. */
    private double rate(int number) {
        double total = (double) plan.epochs() * stepsPerEpoch;
        double warmUp = Math.max(1, total * WARM_UP_SHARE);
        if (number <= warmUp) {
            return plan.rate() * number / warmUp;
        }
        double progress = (number - warmUp) / Math.max(1, total - warmUp);
        double cosine = (1 + Math.cos(Math.PI * progress)) / 2;
        return plan.rate() * (LAST_RATE_SHARE + (1 - LAST_RATE_SHARE) * cosine);
    }
}
