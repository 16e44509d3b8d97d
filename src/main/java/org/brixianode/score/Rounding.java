package org.brixianode.score;

import java.util.ArrayList;
import java.util.List;

/** Rounds probability distributions without changing their sum. */
final class Rounding {

    /**
     * Rounds each probability to a multiple of the unit; the greatest takes the rounding error of
     * the sum.
     *
     * @param distribution probabilities with sum 1
     * @param unit the reciprocal of an integer
     */
    static List<Double> toUnit(float[] distribution, double unit) {
        long whole = Math.round(1 / unit);
        long[] parts = new long[distribution.length];
        long sum = 0;
        int greatest = 0;
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Math.round(distribution[i] * (double) whole);
            sum += parts[i];
            greatest = distribution[i] > distribution[greatest] ? i : greatest;
        }
        parts[greatest] += whole - sum;
        List<Double> rounded = new ArrayList<>();
        for (long part : parts) {
            rounded.add((double) part / whole);
        }
        return rounded;
    }

    private Rounding() {}
}
