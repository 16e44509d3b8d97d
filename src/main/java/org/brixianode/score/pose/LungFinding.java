package org.brixianode.score.pose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.ScoreSheet;

/**
 * Decides whether a lung mask is that of a frontal chest. The limits were determined on masks of
 * the bundled model for radiographs and for the same ones rotated, inverted and cropped;
 * models/README.md has the figures.
 *
 * @param refusal why the image cannot be scored, for a radiographer; empty if it can. A hand or
 *     noise can have any mask, so that the reason says what was found and does not assert that the
 *     image shows lungs
 * @param doubtful whether the outline is so uncertain that the image may be inverted or rotated
 * @param clear whether the outline is certain enough to accept another pose
 * @param remarks remarks on a scored image, for the report
 */
public record LungFinding(
        Optional<String> refusal, boolean doubtful, boolean clear, List<String> remarks) {

    /** Reason if the outline is uncertain in every pose. */
    static final String UNSURE =
            "no lungs found with certainty: not an upright frontal chest radiograph, or its contrast"
                    + " is poor";

    private static final String INCOMPLETE = ": not a complete frontal chest radiograph";

    private static final double SMALLEST_AREA = 0.08;
    private static final double GREATEST_AREA = 0.62;
    private static final double DOUBTFUL = 0.32;
    private static final double CLEAR_POSE = 0.45;
    private static final double UNCLEAR = 0.5;
    private static final double GREATEST_DOUBT = 1.5;
    private static final double SMALLEST_BALANCE = 0.45;
    private static final double GREATEST_STEP = 0.16;
    private static final double CUT = 0.2;
    private static final double TOUCHED = 0.03;
    private static final double UNEQUAL = 0.7;

    static LungFinding of(LungShape shape) {
        return new LungFinding(
                refusal(shape),
                shape.doubt() > DOUBTFUL,
                shape.doubt() <= CLEAR_POSE,
                remarks(shape));
    }

    /**
     * The doubt of a mask for the comparison of poses; infinite for a mask without lungs, whose
     * doubt is meaningless.
     */
    static double poseDoubt(LungShape shape) {
        return shape.area() < SMALLEST_AREA ? Double.POSITIVE_INFINITY : shape.doubt();
    }

    /** Whether the image certainly is an upright frontal chest. */
    boolean plausible() {
        return refusal.isEmpty() && !doubtful;
    }

    private static Optional<String> refusal(LungShape shape) {
        if (shape.fields().isEmpty() || shape.area() < SMALLEST_AREA) {
            return Optional.of(
                    "no lungs found: not a frontal chest radiograph, or both lungs are opaque");
        }
        if (shape.balance() < SMALLEST_BALANCE) {
            return Optional.of(
                    "fewer than two lungs were found" + INCOMPLETE + ", or one lung is opaque");
        }
        if (shape.doubt() > GREATEST_DOUBT) {
            return Optional.of(UNSURE);
        }
        LungShape.Field one = shape.fields().get(0);
        LungShape.Field other = shape.fields().get(1);
        if (Math.abs(one.y() - other.y()) > GREATEST_STEP) {
            return Optional.of(
                    "no lungs found side by side: not an upright frontal chest radiograph");
        }
        if (shape.bottomCut() > CUT || shape.topCut() > CUT || shape.sideCut() > CUT) {
            return Optional.of(
                    "the presumed lungs are cut off at the edge of the image" + INCOMPLETE);
        }
        if (shape.area() > GREATEST_AREA) {
            return Optional.of("the presumed lungs fill the image" + INCOMPLETE);
        }
        return Optional.empty();
    }

    private static List<String> remarks(LungShape shape) {
        List<String> remarks = new ArrayList<>();
        if (shape.doubt() > UNCLEAR) {
            remarks.add(ScoreSheet.UNCLEAR_LUNGS + "; the score may be unreliable.");
        }
        if (Math.max(shape.sideCut(), Math.max(shape.topCut(), shape.bottomCut())) > TOUCHED) {
            remarks.add("The lungs touch the edge of the image; a part may be missing.");
        }
        if (shape.balance() < UNEQUAL) {
            remarks.add("One lung appears much smaller than the other.");
        }
        return remarks;
    }
}
