package org.brixianode.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BootstrapTest {

    private static double mean(int[] indices) {
        return IntStream.of(indices).average().orElse(Double.NaN);
    }

    /** 0 to 99: the mean's standard error is 2.887, so 95 % lie within 5.66 of 49.5. */
    @Test
    void theIntervalOfAMeanIsThatOfItsStandardError() {
        Estimate estimate = Bootstrap.standard().estimate(100, BootstrapTest::mean);
        assertThat(estimate.value()).isEqualTo(49.5);
        assertThat(estimate.interval().low()).isCloseTo(49.5 - 5.66, within(0.4));
        assertThat(estimate.interval().high()).isCloseTo(49.5 + 5.66, within(0.4));
        assertThat(Bootstrap.standard().estimate(100, BootstrapTest::mean)).isEqualTo(estimate);
    }

    @Test
    void drawsWithoutAFigureDoNotCount() {
        Estimate estimate =
                new Bootstrap(3, 500)
                        .estimate(2, drawn -> drawn[0] == drawn[1] ? Double.NaN : mean(drawn));
        assertThat(estimate.interval()).isEqualTo(new Interval(0.5, 0.5));
    }

    @Test
    void quantilesLieBetweenTheNearestValues() {
        double[] sorted = {1, 2, 4, 8, 16};
        assertThat(Bootstrap.quantile(sorted, 0.5)).isEqualTo(4);
        assertThat(Bootstrap.quantile(sorted, 0.025)).isCloseTo(1.1, within(1e-12));
        assertThat(Bootstrap.quantile(sorted, 0.975)).isCloseTo(15.2, within(1e-12));
        assertThat(Bootstrap.quantile(new double[0], 0.5)).isNaN();
    }

    @Test
    void oneDrawIsNoInterval() {
        assertThatThrownBy(() -> new Bootstrap(1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
