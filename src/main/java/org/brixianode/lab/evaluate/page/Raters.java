package org.brixianode.lab.evaluate.page;

import java.util.List;
import org.brixianode.lab.evaluate.Evaluation.Pair;

/** Labels and styles of pairs of raters. */
final class Raters {

    /** The pairs that are shown side by side. */
    static final List<Pair> SIDE_BY_SIDE =
            List.of(Pair.MODEL_SENIOR, Pair.MODEL_JUNIOR, Pair.JUNIOR_SENIOR);

    static String title(Pair pair) {
        return switch (pair) {
            case MODEL_SENIOR -> "Model – senior";
            case MODEL_JUNIOR -> "Model – junior";
            case JUNIOR_SENIOR -> "Junior – senior";
            case CONSTANT_SENIOR -> "Constant – senior";
        };
    }

    /** Label of the compared rater. */
    static String rated(Pair pair) {
        return switch (pair) {
            case MODEL_SENIOR, MODEL_JUNIOR -> "Model";
            case JUNIOR_SENIOR -> "Junior reader";
            case CONSTANT_SENIOR -> "Constant";
        };
    }

    /** Label of the reference. */
    static String reference(Pair pair) {
        return pair == Pair.MODEL_JUNIOR ? "Junior reader" : "Senior reader";
    }

    static String style(Pair pair) {
        return switch (pair) {
            case MODEL_SENIOR -> "first";
            case MODEL_JUNIOR -> "second";
            case JUNIOR_SENIOR, CONSTANT_SENIOR -> "third";
        };
    }

    static Chart.Mark mark(Pair pair) {
        return switch (pair) {
            case MODEL_SENIOR -> Chart.Mark.CIRCLE;
            case MODEL_JUNIOR -> Chart.Mark.SQUARE;
            case JUNIOR_SENIOR, CONSTANT_SENIOR -> Chart.Mark.TRIANGLE;
        };
    }

    private Raters() {}
}
