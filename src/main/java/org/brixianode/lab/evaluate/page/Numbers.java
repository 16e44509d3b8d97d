package org.brixianode.lab.evaluate.page;

import java.util.Locale;
import org.brixianode.lab.evaluate.ErrorFigure;
import org.brixianode.lab.evaluate.Estimate;

/** Numbers for a reader: a true minus sign, a dash where there is no number. */
final class Numbers {

    private static final String NONE = "–";

    static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.matches("-0(\\.0*)?") ? text.substring(1) : text.replace('-', '−');
    }

    /** With the sign of a difference. */
    static String signed(double value, int decimals) {
        String text = fixed(value, decimals);
        return value > 0 && !text.equals(fixed(0, decimals)) ? "+" + text : text;
    }

    /** Figure and interval: {@code 0.48 (0.44 to 0.52)}. */
    static String with(Estimate estimate, int decimals) {
        if (!Double.isFinite(estimate.value())) {
            return NONE;
        }
        return fixed(estimate.value(), decimals) + " (" + interval(estimate, decimals) + ")";
    }

    /** Mean and standard deviation: {@code 0.48 ± 0.66}. */
    static String with(ErrorFigure error, int decimals) {
        return fixed(error.mean().value(), decimals) + " ± " + fixed(error.sd(), decimals);
    }

    static String interval(Estimate estimate, int decimals) {
        return fixed(estimate.interval().low(), decimals)
                + " to "
                + fixed(estimate.interval().high(), decimals);
    }

    private Numbers() {}
}
