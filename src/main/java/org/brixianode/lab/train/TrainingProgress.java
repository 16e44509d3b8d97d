package org.brixianode.lab.train;

import java.time.Duration;

/** Receives the progress of a training. */
public interface TrainingProgress {

    /** Ignores the progress. */
    TrainingProgress SILENT = (stage, epoch, epochs, step, steps, loss, left) -> {};

    /**
     * After every step.
     *
     * @param epoch from 1
     * @param step within the epoch, from 1
     * @param loss mean over the epoch so far
     * @param left estimate for the rest of the stage
     */
    void step(
            StagePlan.Stage stage,
            int epoch,
            int epochs,
            int step,
            int steps,
            double loss,
            Duration left);
}
