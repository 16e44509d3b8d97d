package org.brixianode.report.capture;

import java.util.Arrays;
import org.brixianode.study.Raster;

/**
 * Stretches the radiograph's grey values to the display range: the object's own windowing is kept,
 * but unused ranges at both ends are removed.
 *
 * @param black value displayed black
 * @param white value displayed white, above {@code black}
 */
record GreyWindow(double black, double white) {

    private static final int BINS = 1024;
    private static final int SAMPLES_PER_SIDE = 384;
    private static final double TAIL = .004;

    /** Minimum range; an image with less contrast is not stretched further. */
    private static final double MIN_WIDTH = 1 / 64.;

    /** Computed from the inner nine tenths of the image, which excludes frames and shutters. */
    static GreyWindow of(Raster grey) {
        int[] histogram = new int[BINS];
        int[] columns = new int[SAMPLES_PER_SIDE];
        Arrays.setAll(columns, i -> inner(i, grey.widthPx()));
        float[] values = grey.values();
        for (int j = 0; j < SAMPLES_PER_SIDE; j++) {
            int row = inner(j, grey.heightPx()) * grey.widthPx();
            for (int x : columns) {
                histogram[bin(values[row + x])]++;
            }
        }
        int total = SAMPLES_PER_SIDE * SAMPLES_PER_SIDE;
        double low = quantile(histogram, total * TAIL);
        double high = quantile(histogram, total * (1 - TAIL));
        double missing = Math.max(0, MIN_WIDTH - (high - low)) / 2;
        return new GreyWindow(low - missing, high + missing);
    }

    private static int inner(int i, int size) {
        double u = .05 + .9 * (i + .5) / SAMPLES_PER_SIDE;
        return Math.min(size - 1, (int) (u * size));
    }

    private static int bin(float value) {
        return (int) Math.min(Math.max(value * (BINS - 1), 0), BINS - 1);
    }

    private static double quantile(int[] histogram, double rank) {
        double below = 0;
        for (int i = 0; i < BINS; i++) {
            below += histogram[i];
            if (below > rank) {
                return i / (BINS - 1.0);
            }
        }
        return 1;
    }

    /**
     * @param values of the radiograph; replaced by their grey levels
     */
    void stretch(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = level(values[i]);
        }
    }

    /**
     * @return grey level, 0 to 255
     */
    float level(float value) {
        float perUnit = (float) (255 / (white - black));
        return Math.min(Math.max((value - (float) black) * perUnit, 0), 255);
    }
}
