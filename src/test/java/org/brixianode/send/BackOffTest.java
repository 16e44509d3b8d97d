package org.brixianode.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

final class BackOffTest {

    private static final BackOff PLAIN = new BackOff(Duration.ofSeconds(5), Duration.ofDays(1), 0);

    @Example
    void doublesUpToADay() {
        assertThat(PLAIN.after(1, 0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(PLAIN.after(2, 0)).isEqualTo(Duration.ofSeconds(10));
        assertThat(PLAIN.after(5, 0)).isEqualTo(Duration.ofSeconds(80));
        assertThat(PLAIN.after(15, 0)).isEqualTo(Duration.ofSeconds(81_920));
        assertThat(PLAIN.after(16, 0)).isEqualTo(Duration.ofDays(1));
        assertThat(PLAIN.after(Integer.MAX_VALUE, 0)).isEqualTo(Duration.ofDays(1));
    }

    @Property
    void chanceOnlyShortens(
            @ForAll @IntRange(min = 1, max = 100) int failures,
            @ForAll @DoubleRange(min = 0, max = 1) double chance) {
        Duration wait = BackOff.DEFAULT.after(failures, chance);
        Duration whole = PLAIN.after(failures, 0);
        assertThat(wait).isLessThanOrEqualTo(whole);
        assertThat(wait.toMillis()).isGreaterThanOrEqualTo(whole.toMillis() * 4 / 5);
    }

    @Example
    void namesEveryProblem() {
        assertThatThrownBy(() -> new BackOff(Duration.ZERO, Duration.ofSeconds(-1), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("retry-first")
                .hasMessageContaining("retry-longest must not be shorter")
                .hasMessageContaining("jitter");
    }
}
