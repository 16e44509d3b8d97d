package org.brixianode.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class IntervalRuleTest {

    /** Expected score 1.5, variance 0.25. */
    private static final List<Double> EVEN = List.of(0., .5, .5, 0.);

    private static List<ZoneScore> zones(int score, List<Double> probabilities) {
        return Arrays.stream(Zone.values())
                .map(zone -> new ZoneScore(zone, score, probabilities))
                .toList();
    }

    @Test
    void reachesAMultipleOfTheStandardDeviationAroundTheExpectedScore() {
        List<ZoneScore> zones = zones(2, EVEN);
        assertThat(IntervalRule.deviation(zones)).isCloseTo(Math.sqrt(1.5), within(1e-12));
        // 9 - 2 * 1.2247 = 6.55 and 9 + 2.449 = 11.45, but the score itself is 12.
        assertThat(new IntervalRule(.9, 2, 138).of(zones)).isEqualTo(new ScoreInterval(7, 12, .9));
        assertThat(new IntervalRule(.9, 3, 138).of(zones)).isEqualTo(new ScoreInterval(6, 12, .9));
    }

    @Test
    void staysWithinTheScale() {
        assertThat(new IntervalRule(.9, 50, 138).of(zones(2, EVEN)))
                .isEqualTo(new ScoreInterval(0, 18, .9));
    }

    @Test
    void isTheScoreAloneWhereTheModelIsCertain() {
        assertThat(new IntervalRule(.9, 2, 138).of(zones(3, List.of(0., 0., 0., 1.))))
                .isEqualTo(new ScoreInterval(18, 18, .9));
    }

    @Test
    void aLimitThatIsAWholeNumberBelongsToIt() {
        double half = 2 / Math.sqrt(1.5);
        assertThat(new IntervalRule(.9, half, 138).of(zones(1, EVEN)))
                .isEqualTo(new ScoreInterval(6, 11, .9));
    }

    @Test
    void refusesWhatIsNoIntervalOf90PerCent() {
        for (double coverage : new double[] {0, .8, .95, 1, Double.NaN}) {
            assertThatThrownBy(() -> new IntervalRule(coverage, 2, 138))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "interval with coverage %s: it must be 0.9, which the results state"
                                    .formatted(coverage));
        }
        assertThatThrownBy(() -> new IntervalRule(.9, 0, 138))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IntervalRule(.9, 2, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
