package org.brixianode.report.capture;

import java.awt.Color;
import org.brixianode.study.ZoneScore;

/**
 * Colour and opacity of local severity.
 *
 * <p>Yellow, amber, orange, crimson: lightness falls steadily with severity, so that the order
 * holds for every kind of colour vision and in a grey print; opacity rises from nothing, so that
 * healthy lung stays as it is.
 */
final class ColourRamp {

    private static final int MAX_SEVERITY = ZoneScore.GRADES - 1;
    private static final int STEPS = 256;

    /** sRGB at severity 0, 1, 2, 3; CIE lightness about 94, 80, 60, 39. */
    private static final int[][] STOPS = {
        {0xFF, 0xF0, 0xA0}, {0xFD, 0xB9, 0x3A}, {0xEC, 0x66, 0x2E}, {0xB3, 0x14, 0x42},
    };

    private static final Color NOTHING = new Color(0x3A424C);

    private final int[][] colours = new int[STEPS][];
    private final double[] opacities = new double[STEPS];

    /**
     * @param opacity at severity 3, 0 to 1
     */
    ColourRamp(double opacity) {
        for (int step = 0; step < STEPS; step++) {
            double severity = MAX_SEVERITY * step / (STEPS - 1.0);
            colours[step] = colour(severity);
            opacities[step] = opacity * severity / MAX_SEVERITY;
        }
    }

    private static int[] colour(double severity) {
        int low = Math.min((int) severity, MAX_SEVERITY - 1);
        double part = severity - low;
        int[] rgb = new int[3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (int) Math.round(STOPS[low][i] * (1 - part) + STOPS[low + 1][i] * part);
        }
        return rgb;
    }

    private static int step(double severity) {
        double bounded = Math.min(Math.max(severity, 0), MAX_SEVERITY);
        return (int) Math.round(bounded / MAX_SEVERITY * (STEPS - 1));
    }

    /**
     * A grey pixel under the overlay.
     *
     * @param grey 0 to 255
     * @param severity 0 to 3; what lies outside counts as the nearer end
     * @param share of the overlay's own opacity, 0 to 1
     * @return packed sRGB
     */
    int blend(double grey, double severity, double share) {
        int step = step(severity);
        double alpha = opacities[step] * share;
        int[] rgb = colours[step];
        int packed = 0;
        for (int channel : rgb) {
            packed = packed << 8 | (int) Math.round(grey * (1 - alpha) + channel * alpha);
        }
        return packed;
    }

    /** Opaque colour of a whole-number score; a neutral grey for 0. */
    static Color ofScore(int score) {
        if (score == 0) {
            return NOTHING;
        }
        int[] rgb = STOPS[score];
        return new Color(rgb[0], rgb[1], rgb[2]);
    }

    /** Black or white, whichever reads better on the colour of the score. */
    static Color inkOn(int score) {
        return score == 1 || score == 2 ? Color.BLACK : Color.WHITE;
    }
}
