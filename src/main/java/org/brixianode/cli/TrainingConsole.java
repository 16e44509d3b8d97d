package org.brixianode.cli;

import java.time.Duration;
import org.brixianode.lab.evaluate.Evaluation;
import org.brixianode.lab.run.RunListener;
import org.brixianode.lab.train.StagePlan;

/**
 * Reports a training run on the terminal: results on standard output, progress on standard error.
 */
final class TrainingConsole implements RunListener {

    private final ProgressBar bar = new ProgressBar(System.err, System.console() != null);

    @Override
    public void step(
            StagePlan.Stage stage,
            int epoch,
            int epochs,
            int step,
            int steps,
            double loss,
            Duration left) {
        bar.step(stage, epoch, epochs, step, steps, loss, left);
    }

    @Override
    public void measured(String what, int done, int images) {
        bar.items(what, done, images);
    }

    @Override
    public void figures(String title, Evaluation evaluation) {
        System.out.print(EvaluationTable.of(title, evaluation));
    }

    @Override
    public void status(String line) {
        System.out.println(line);
    }

    @Override
    public void warning(String line) {
        System.err.println(line);
    }
}
