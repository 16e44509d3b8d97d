package org.brixianode.lab.evaluate;

import java.time.Instant;
import java.util.List;
import org.brixianode.lab.data.BadRow;
import org.brixianode.study.ModelIdentity;

/**
 * What the page and the JSON object tell.
 *
 * @param subject what was measured
 * @param rows of the table, good and bad
 * @param leftOut rows that could not be used
 * @param keptOut images that the model did not learn from, as far as its card tells
 * @param learnedFrom the others
 */
public record EvaluationReport(
        Subject subject, int rows, List<BadRow> leftOut, Measured keptOut, Measured learnedFrom) {

    /**
     * @param model whose scores
     * @param memory whether the model's card tells what it learned from
     * @param data name of the data set
     * @param at when
     */
    public record Subject(ModelIdentity model, Memory memory, String data, Instant at) {}

    /** What a model's card tells of the images that the model learned from. */
    public enum Memory {
        /** Every one by its digest. */
        LISTED,
        /** Not all of them: which image is new cannot be told. */
        UNKNOWN
    }

    public EvaluationReport {
        leftOut = List.copyOf(leftOut);
    }

    /** The images whose figures come first: those kept out, where there are any. */
    public Measured first() {
        return keptOut.evaluation().cases().isEmpty() ? learnedFrom : keptOut;
    }
}
