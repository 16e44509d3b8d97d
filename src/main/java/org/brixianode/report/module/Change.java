package org.brixianode.report.module;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The change of one score, of a zone or of the total, since an earlier result.
 *
 * <p>A change exceeds its uncertainty if the difference of the expected scores is larger than what
 * 90 of 100 repeated measurements would differ by: a multiple of the standard deviation of the
 * difference, as in the repeatability limit of Bland and Altman (BMJ 1996;313:744) and the reliable
 * change index (Jacobson and Truax, J Consult Clin Psychol 1991;59:12-19). The variance of a zone
 * is that of its grade under the model's probabilities, which are calibrated on held-out images.
 * The multiple is 1.645 for a zone; for the total it is the factor of the model's interval rule,
 * which held-out images determined. The errors of two images are taken as independent; those of one
 * patient rather agree, so that the limit is on the cautious side.
 *
 * @param whole difference of the whole-number scores
 * @param expected difference of the expected scores; empty if those of the prior are not known
 * @param limit of the absolute difference, 90 %; empty if that cannot be judged: the prior's
 *     probabilities are not known, it is of another model, the zone is not assessable, or the model
 *     gives no interval of the total
 * @param assessable whether the zone, or each zone of the total, has enough lung in both images
 */
public record Change(int whole, OptionalDouble expected, OptionalDouble limit, boolean assessable) {

    /** Normal quantile of a two-sided 90 %. */
    static final double QUANTILE = 1.645;

    /** Coverage of the limits in per cent. */
    public static final int PERCENT = 90;

    static Change unjudged(int whole, boolean assessable) {
        return new Change(whole, OptionalDouble.empty(), OptionalDouble.empty(), assessable);
    }

    /** Whether the change exceeds its uncertainty; empty if that cannot be judged. */
    public Optional<Boolean> exceeds() {
        return limit.isPresent()
                ? Optional.of(Math.abs(expected.orElseThrow()) > limit.getAsDouble())
                : Optional.empty();
    }

    /** Whether the score changed: as a whole number, or beyond its uncertainty. */
    public boolean isChanged() {
        return whole != 0 || exceeds().orElse(false);
    }

    /**
     * 1, 0 or -1: the sign of a change beyond its uncertainty, and 0 of one within it or between
     * scores of which one says little; of a change that cannot be judged otherwise, the sign of the
     * whole numbers.
     */
    public int direction() {
        if (!assessable) {
            return 0;
        }
        return exceeds()
                .map(beyond -> beyond ? (int) Math.signum(expected.orElseThrow()) : 0)
                .orElse(Integer.signum(whole));
    }

    /** The direction as a code. */
    Code code() {
        if (!assessable) {
            return Codes.NOT_COMPARABLE;
        }
        return switch (direction()) {
            case 1 -> Codes.INCREASED;
            case -1 -> Codes.DECREASED;
            default -> whole == 0 ? Codes.NO_CHANGE : Codes.CHANGE_WITHIN;
        };
    }
}
