package org.brixianode.cli;

import java.io.PrintStream;
import java.time.Duration;
import org.brixianode.lab.train.StagePlan;
import org.brixianode.lab.train.TrainingProgress;

/** A progress bar: redrawn in place on a terminal, otherwise one line per epoch. */
final class ProgressBar implements TrainingProgress {

    private static final int WIDTH = 24;

    private final PrintStream out;
    private final boolean terminal;

    ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void step(
            StagePlan.Stage stage,
            int epoch,
            int epochs,
            int step,
            int steps,
            double loss,
            Duration left) {
        double done = (epoch - 1 + (double) step / steps) / epochs;
        String line =
                "%-15s %s epoch %d/%d  loss %.4f  %s left"
                        .formatted(
                                stage.name().toLowerCase(java.util.Locale.ROOT),
                                bar(done),
                                epoch,
                                epochs,
                                loss,
                                time(left));
        if (terminal) {
            out.print("\r" + line + " ");
            if (epoch == epochs && step == steps) {
                out.println();
            }
        } else if (step == steps) {
            out.println(line);
        }
    }

    /** Shows the number of processed items. */
    void items(String what, int done, int all) {
        String line = "%-15s %s %d/%d".formatted(what, bar((double) done / all), done, all);
        if (terminal) {
            out.print("\r" + line + " ");
        }
        if (done == all) {
            out.println(terminal ? "" : line);
        }
    }

    private static String bar(double done) {
        int full = (int) Math.round(done * WIDTH);
        return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "]";
    }

    private static String time(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < 60
                ? seconds + " s"
                : seconds < 3600
                        ? "%d min".formatted((seconds + 30) / 60)
                        : "%d h %02d min".formatted(seconds / 3600, seconds % 3600 / 60);
    }
}
