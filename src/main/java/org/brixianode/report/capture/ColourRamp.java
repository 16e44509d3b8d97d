package org.brixianode.report.capture;

import java.awt.Color;
import org.brixianode.study.HeatKind;
import org.brixianode.study.ZoneScore;

/**
 * Colour and opacity of a heatmap.
 *
 * <p>Severity is yellow, amber, orange, crimson; contributions to a score, which are not grades,
 * are blue to violet. In both, lightness decreases monotonically, so that the order is visible with
 * any colour vision and in a grey-scale print; opacity increases from 0, so that healthy lung is
 * unchanged.
 */
final class ColourRamp {

    private static final int MAX_SEVERITY = ZoneScore.GRADES - 1;
    private static final int STEPS = 256;

    /** sRGB at severity 0, 1, 2, 3; CIE lightness about 94, 80, 60, 39. */
    private static final int[][] STOPS = {
        {0xFF, 0xF0, 0xA0}, {0xFD, 0xB9, 0x3A}, {0xEC, 0x66, 0x2E}, {0xB3, 0x14, 0x42},
    };

    /** sRGB of contributions; CIE lightness about 93, 75, 53, 28. */
    private static final int[][] CONTRIBUTION_STOPS = {
        {0xCF, 0xF4, 0xF2}, {0x5C, 0xC8, 0xE0}, {0x3F, 0x7E, 0xDC}, {0x5A, 0x1E, 0x9C},
    };

    private static final Color NOTHING = new Color(0x3A424C);

    private final int[][] stops;
    private final int[][] colours = new int[STEPS][];
    private final double[] opacities = new double[STEPS];

    /**
     * @param opacity opacity at severity 3, 0 to 1
     */
    ColourRamp(double opacity, HeatKind kind) {
        stops = kind == HeatKind.ACTIVATION ? STOPS : CONTRIBUTION_STOPS;
        for (int step = 0; step < STEPS; step++) {
            double severity = MAX_SEVERITY * step / (STEPS - 1.0);
            colours[step] = colour(severity);
            opacities[step] = opacity * severity / MAX_SEVERITY;
        }
    }

    private int[] colour(double severity) {
        int low = Math.min((int) severity, MAX_SEVERITY - 1);
        double part = severity - low;
        int[] rgb = new int[3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (int) Math.round(stops[low][i] * (1 - part) + stops[low + 1][i] * part);
        }
        return rgb;
    }

    private static int step(double severity) {
        double bounded = Math.min(Math.max(severity, 0), MAX_SEVERITY);
        return (int) Math.round(bounded / MAX_SEVERITY * (STEPS - 1));
    }

    /**
     * Blends the overlay over a grey pixel.
     *
     * @param grey 0 to 255
     * @param severity 0 to 3; other values are clamped
     * @return packed sRGB
     */
    int blend(double grey, double severity) {
        int step = step(severity);
        double alpha = opacities[step];
        int[] rgb = colours[step];
        int packed = 0;
        for (int channel : rgb) {
            packed = packed << 8 | (int) (grey * (1 - alpha) + channel * alpha + .5);
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

    /** Black or white, whichever has more contrast with the colour of the score. */
    static Color inkOn(int score) {
        return score == 1 || score == 2 ? Color.BLACK : Color.WHITE;
    }
}
