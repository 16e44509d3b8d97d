package org.brixianode.score.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RidgeRegressionTest {

    private static final double[] FIRST = {0.5, -1.25, 0, 2};
    private static final double[] SECOND = {0, 0, 3, -0.5};

    private static double sum(double intercept, double[] weights, double[] sample) {
        double sum = intercept;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * sample[i];
        }
        return sum;
    }

    private static RidgeRegression samples(int count, double intercept, double[] weights) {
        Random random = new Random(4);
        RidgeRegression regression = new RidgeRegression(weights.length);
        for (int i = 0; i < count; i++) {
            double[] sample = new double[weights.length];
            for (int k = 0; k < sample.length - 1; k++) {
                sample[k] = random.nextBoolean() ? 1 : 0;
            }
            sample[sample.length - 1] = random.nextDouble();
            regression.add(sample, sum(intercept, weights, sample));
        }
        return regression;
    }

    private static double[] penalties(double each) {
        double[] penalties = new double[FIRST.length];
        Arrays.fill(penalties, each);
        return penalties;
    }

    @Test
    void weightsOfALinearRuleAreFound() {
        assertThat(samples(60, 7, FIRST).coefficients(penalties(1e-9)))
                .containsExactly(FIRST, within(1e-6));
        assertThat(samples(60, -2, SECOND).coefficients(penalties(1e-9)))
                .containsExactly(SECOND, within(1e-6));
    }

    @Test
    void thePenaltyShrinksThemEachByItsOwn() {
        double[] mild = samples(60, 7, FIRST).coefficients(penalties(1));
        double[] strong = samples(60, 7, FIRST).coefficients(penalties(1000));
        assertThat(mild[1]).isBetween(-1.25, -1.0);
        assertThat(strong[1]).isBetween(-0.1, 0.0);
        double[] mixed = penalties(1e-9);
        mixed[1] = 1000;
        double[] uneven = samples(60, 7, FIRST).coefficients(mixed);
        assertThat(uneven[1]).isBetween(-0.1, 0.0);
        assertThat(uneven[3]).isBetween(1.5, 2.5);
    }

    @Test
    void fewerSamplesThanFeaturesStayFinite() {
        assertThat(samples(1, 7, FIRST).coefficients(penalties(1))).containsOnly(0);
        assertThat(samples(0, 7, FIRST).coefficients(penalties(1))).containsOnly(0);
    }
}
