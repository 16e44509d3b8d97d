package org.brixianode.lab.run;

import org.brixianode.lab.evaluate.Evaluation;
import org.brixianode.lab.train.TrainingProgress;

/** Receives what a training run does and finds. */
public interface RunListener extends TrainingProgress {

    /**
     * After every image of a measurement.
     *
     * @param what the purpose of the measurement
     */
    void measured(String what, int done, int images);

    /** The figures of a measurement. */
    void figures(String title, Evaluation evaluation);

    /** A step of the run that begins or is complete. */
    void status(String line);

    /** Something that the user should know before relying on the model. */
    void warning(String line);
}
