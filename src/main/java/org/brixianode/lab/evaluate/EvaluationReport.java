package org.brixianode.lab.evaluate;

import java.time.Instant;
import java.util.List;
import org.brixianode.lab.data.BadRow;
import org.brixianode.study.ModelIdentity;

/**
 * Content of the page and the JSON object.
 *
 * @param subject what was measured
 * @param rows of the table, good and bad
 * @param leftOut rows that could not be used
 * @param keptOut held-out images, as far as the model's card lists its training images
 * @param learnedFrom training images of the model
 */
public record EvaluationReport(
        Subject subject, int rows, List<BadRow> leftOut, Measured keptOut, Measured learnedFrom) {

    /**
     * @param model whose scores
     * @param memory whether the model's card lists its training images
     * @param data name of the data set
     * @param at when
     */
    public record Subject(ModelIdentity model, Memory memory, String data, Instant at) {}

    /** What a model's card says about the model's training images. */
    public enum Memory {
        /** All are listed by their digests. */
        LISTED,
        /** Not all are listed: new images cannot be recognised. */
        UNKNOWN
    }

    public EvaluationReport {
        leftOut = List.copyOf(leftOut);
    }

    /** The images whose figures come first: the held-out ones, if there are any. */
    public Measured first() {
        return keptOut.evaluation().cases().isEmpty() ? learnedFrom : keptOut;
    }
}
