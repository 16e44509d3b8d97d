package org.brixianode.lab.train;

import java.util.Arrays;
import java.util.List;

/**
 * Weights of zones in the score's loss by grade, against class imbalance.
 *
 * @param byGrade one factor for each of the grades 0 to 3
 */
record GradeWeights(float[] byGrade) {

    /** All zones have the same weight. */
    static final GradeWeights EQUAL = new GradeWeights(new float[] {1, 1, 1, 1});

    /**
     * @param samples the training images
     * @param balance 0: equal weights for zones; 1: equal weights for grades; a grade's factor is
     *     its frequency to the power of {@code -balance}
     * @return factors whose mean over all zones is 1; a grade that does not occur has 0
     */
    static GradeWeights of(List<Sample> samples, double balance) {
        if (balance == 0) {
            return EQUAL;
        }
        double[] zones = new double[EQUAL.byGrade.length];
        for (Sample sample : samples) {
            for (float[] target : sample.scores()) {
                for (int grade = 0; grade < zones.length; grade++) {
                    zones[grade] += target[grade];
                }
            }
        }
        double all = Arrays.stream(zones).sum();
        double[] factors = new double[zones.length];
        double weighted = 0;
        for (int grade = 0; grade < zones.length; grade++) {
            factors[grade] = zones[grade] == 0 ? 0 : Math.pow(zones[grade], -balance);
            weighted += zones[grade] * factors[grade];
        }
        float[] byGrade = new float[zones.length];
        for (int grade = 0; grade < zones.length; grade++) {
            byGrade[grade] = (float) (factors[grade] * all / weighted);
        }
        return new GradeWeights(byGrade);
    }
}
