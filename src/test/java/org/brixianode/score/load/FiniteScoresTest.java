package org.brixianode.score.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import org.brixianode.study.FailureReason;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.StageException;
import org.brixianode.study.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FiniteScoresTest {

    private static final ModelIdentity MODEL = new ModelIdentity("tiny", "7", "00");

    private static float[][] even() {
        float[][] probabilities = new float[Zone.values().length][4];
        Arrays.stream(probabilities).forEach(zone -> Arrays.fill(zone, 0.25f));
        return probabilities;
    }

    @Test
    void numbersPass() {
        assertThatCode(() -> FiniteScores.check(MODEL, List.of(even(), even())))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aScoreThatIsNotANumberParksTheJob(float value) {
        float[][] bad = even();
        bad[Zone.E.ordinal()][2] = value;
        StageException thrown =
                catchThrowableOfType(
                        StageException.class,
                        () -> FiniteScores.check(MODEL, List.of(even(), bad)));
        assertThat(thrown.reason()).isEqualTo(FailureReason.PARK);
        assertThat(thrown).hasMessageContaining("zone E").hasMessageContaining("tiny 7");
    }
}
