package org.brixianode.score.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class RidgeRegressionTest {

    private static final double[] FIRST = {0.5, -1.25, 0, 2};
    private static final double[] SECOND = {0, 0, 3, -0.5};

    private static double sum(double intercept, double[] weights, boolean[] present) {
        double sum = intercept;
        for (int i = 0; i < weights.length; i++) {
            sum += present[i] ? weights[i] : 0;
        }
        return sum;
    }

    private static RidgeRegression samples(int count) {
        Random random = new Random(4);
        RidgeRegression regression = new RidgeRegression(FIRST.length, 2);
        for (int i = 0; i < count; i++) {
            boolean[] present = new boolean[FIRST.length];
            for (int k = 0; k < present.length; k++) {
                present[k] = random.nextBoolean();
            }
            regression.add(
                    present, new double[] {sum(7, FIRST, present), sum(-2, SECOND, present)});
        }
        return regression;
    }

    @Test
    void weightsOfALinearRuleAreFound() {
        double[][] found = samples(60).coefficients(1e-9);
        assertThat(found[0]).containsExactly(FIRST, within(1e-6));
        assertThat(found[1]).containsExactly(SECOND, within(1e-6));
    }

    @Test
    void thePenaltyShrinksThem() {
        double[] mild = samples(60).coefficients(1)[0];
        double[] strong = samples(60).coefficients(1000)[0];
        assertThat(mild[3]).isBetween(1.7, 2.0);
        assertThat(strong[3]).isBetween(0.0, 0.1);
    }

    @Test
    void fewerSamplesThanFeaturesStayFinite() {
        assertThat(samples(1).coefficients(1)[0]).containsOnly(0);
        assertThat(samples(0).coefficients(1)[1]).containsOnly(0);
    }
}
