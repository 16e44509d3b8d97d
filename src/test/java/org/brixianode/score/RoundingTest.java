package org.brixianode.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class RoundingTest {

    @Test
    void theGreatestTakesTheRoundingError() {
        List<Double> rounded =
                Rounding.toUnit(new float[] {0.33333f, 0.33333f, 0.33334f, 0f}, 1e-4);
        assertThat(rounded).containsExactly(0.3333, 0.3333, 0.3334, 0.0);
    }

    @Property
    void partsAddUpToOneAndStayWhereTheyWere(
            @ForAll @Size(4) List<@DoubleRange(min = 0.01, max = 1) Double> weights) {
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        float[] distribution = new float[4];
        for (int i = 0; i < 4; i++) {
            distribution[i] = (float) (weights.get(i) / sum);
        }
        List<Double> rounded = Rounding.toUnit(distribution, 1e-4);
        assertThat(rounded.stream().mapToDouble(Double::doubleValue).sum())
                .isCloseTo(1, within(1e-9));
        for (int i = 0; i < 4; i++) {
            assertThat(rounded.get(i)).isCloseTo(distribution[i], within(3e-4));
        }
    }
}
