package org.brixianode.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is computed from measured values, and under which names scripts find it. */
final class FiguresTest {

    private static Sample sample(double... values) {
        return new Sample(DoubleStream.of(values).boxed().toList());
    }

    private static ScoringFigures.Rounds rounds(Sample delaysMs, Sample rates) {
        return new ScoringFigures.Rounds(delaysMs, rates, sample(1));
    }

    @Test
    void theMedianStandsInTheMiddleWhateverTheOrder() {
        assertThat(sample(3, 1, 2).median()).isEqualTo(2);
        assertThat(sample(4, 3, 1, 2).median()).isEqualTo(3);
        assertThat(sample(5).median()).isEqualTo(5);
    }

    @Test
    void fivePercentLieAboveThePercentile() {
        List<Double> values =
                IntStream.rangeClosed(1, 100)
                        .mapToObj(value -> (double) value)
                        .collect(Collectors.toList());
        Collections.shuffle(values, new Random(1));
        assertThat(new Sample(values).percentile95()).isEqualTo(95);
        assertThat(sample(7).percentile95()).isEqualTo(7);
    }

    @Test
    void theRatioOfRatesIsThatOfTheMedianRound() {
        ScoringFigures figures =
                new ScoringFigures(
                        rounds(sample(300, 500, 400), sample(4, 9, 3)),
                        rounds(sample(200), sample(8, 10, 4)),
                        20,
                        OptionalLong.empty(),
                        OptionalLong.empty());
        // of the rounds: 0.5, 0.9, 0.75
        assertThat(figures.ratios()).containsOnlyKeys("nodeToBare", "latencyToBare");
        assertThat(figures.ratios()).containsEntry("nodeToBare", 0.75);
        assertThat(figures.ratios()).containsEntry("latencyToBare", 2.0);
    }

    @Test
    void otherReceiversAreNamedAsScriptsKnowThem() {
        ReceptionFigures figures =
                new ReceptionFigures(
                        sample(60, 80, 70),
                        List.of(
                                new ReceptionFigures.Other("storescp", sample(140)),
                                new ReceptionFigures.Other("Orthanc", sample(35))),
                        List.of());
        assertThat(figures.ratios())
                .containsOnlyKeys("receptionToStorescp", "receptionToOrthanc")
                .containsEntry("receptionToStorescp", 0.5)
                .containsEntry("receptionToOrthanc", 2.0);
    }

    @Test
    void aPlanWithoutARoundIsRefused() {
        Path path = Path.of("x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BenchPlan(path, path, 0, 1, 1))
                .withMessage("rounds must be 1 or more, not 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new BenchPlan(path, path, 1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new BenchPlan(path, path, 1, 1, -1));
    }
}
