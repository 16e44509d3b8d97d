package org.brixianode.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.brixianode.lab.evaluate.Cases.scores;

import java.util.List;
import java.util.Optional;
import org.brixianode.lab.evaluate.Evaluation.Pair;
import org.junit.jupiter.api.Test;

final class EvaluationTest {

    private static final Case NEAR =
            Cases.of("near", scores(1, 1, 1, 1, 1, 1), scores(1, 1, 1, 1, 1, 2), 0.5, false);
    private static final Case FAR =
            Cases.of("far", scores(3, 3, 3, 3, 3, 3), scores(2, 2, 2, 3, 3, 3), 0.5, false);
    private static final Case FAR_BUT_BALANCED =
            Cases.of("even", scores(1, 1, 1, 1, 1, 1), scores(0, 2, 2, 1, 1, 1), 0.5, false);

    @Test
    void theWorstCaseComesFirst() {
        Evaluation evaluation = new Evaluation(List.of(NEAR, FAR_BUT_BALANCED, FAR));
        assertThat(evaluation.worstFirst()).containsExactly(FAR, FAR_BUT_BALANCED, NEAR);
        assertThat(FAR.zoneError()).isEqualTo(0.5);
        assertThat(FAR.globalDifference()).isEqualTo(-3);
        assertThat(FAR_BUT_BALANCED.globalDifference()).isEqualTo(1);
        assertThat(FAR.expectedGlobal()).isGreaterThan(5).isLessThan(16);
    }

    @Test
    void figuresAndAgreementSayTheSame() {
        Evaluation evaluation = new Evaluation(Cases.random(20, false));
        Measured measured = Measured.of(evaluation, Optional.empty(), new Bootstrap(1, 50));
        for (Pair pair : Pair.values()) {
            Figures figures = evaluation.figures().get(pair);
            Agreement agreement = measured.agreements().get(pair);
            assertThat(agreement.ratings().images()).isEqualTo(figures.images());
            assertThat(agreement.zoneError().mean().value())
                    .isCloseTo(figures.zoneError(), within(1e-9));
            assertThat(agreement.globalError().mean().value()).isEqualTo(figures.globalError());
        }
        assertThat(measured.agreements().get(Pair.MODEL_JUNIOR).quadraticKappa().value())
                .isEqualTo(1);
    }

    @Test
    void withoutImagesThereAreNoFigures() {
        Measured none =
                Measured.of(new Evaluation(List.of()), Optional.empty(), new Bootstrap(1, 50));
        assertThat(none.agreements()).isEmpty();
        assertThat(none.calibration().expectedError()).isNaN();
        assertThat(none.evaluation().worstFirst()).isEmpty();
    }
}
