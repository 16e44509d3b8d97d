package org.brixianode.model;

import java.util.Arrays;

/** Clips values to two percentiles and scales them to 0..1. */
public final class PercentileClip {

    private static final double LOW = 0.02;
    private static final double HIGH = 0.98;

    /**
     * @return values in 0..1; all 0 where both percentiles are the same
     */
    public static float[] apply(float[] grey) {
        float[] sorted = grey.clone();
        Arrays.sort(sorted);
        double low = quantile(sorted, LOW);
        double range = quantile(sorted, HIGH) - low;
        float[] result = new float[grey.length];
        if (range > 0) {
            for (int i = 0; i < grey.length; i++) {
                result[i] = (float) Math.max(0, Math.min(1, (grey[i] - low) / range));
            }
        }
        return result;
    }

    /** Linear between the two nearest ranks, NumPy's default. */
    private static double quantile(float[] sorted, double share) {
        double rank = share * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (rank - below) * ((double) sorted[above] - sorted[below]);
    }

    private PercentileClip() {}
}
