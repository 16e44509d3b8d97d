package org.brixianode.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.brixianode.lab.evaluate.Cases.scores;

import java.util.List;
import java.util.Map;
import org.brixianode.study.Zone;
import org.junit.jupiter.api.Test;

final class AgreementTest {

    /** Two images: twelve pairs of scores, counted by hand below. */
    private static final Ratings RATINGS =
            new Ratings(
                    List.of(scores(0, 1, 2, 3, 0, 1), scores(1, 1, 3, 3, 2, 0)),
                    List.of(scores(0, 0, 2, 3, 1, 1), scores(1, 2, 2, 3, 0, 0)));

    private static final Bootstrap FEW = new Bootstrap(1, 200);

    @Test
    void countsPairsByTheReference() {
        ConfusionMatrix matrix = ConfusionMatrix.of(RATINGS, List.of(Zone.values()));
        assertThat(matrix.rows())
                .containsExactly(
                        List.of(2, 1, 1, 0),
                        List.of(1, 2, 0, 0),
                        List.of(0, 1, 1, 1),
                        List.of(0, 0, 0, 2));
        assertThat(matrix.total()).isEqualTo(12);
        assertThat(matrix.referenceTotal(0)).isEqualTo(4);
        assertThat(matrix.ratedTotal(0)).isEqualTo(3);
        assertThat(matrix.agreement()).isEqualTo(7.0 / 12);
        assertThat(ConfusionMatrix.of(RATINGS, List.of(Zone.B)).rows().get(2))
                .containsExactly(0, 1, 0, 0);
    }

    /** Row totals 4 3 3 2, column totals 3 4 2 3: chance 178 / 12 linear, 354 / 12 quadratic. */
    @Test
    void weighsKappaByDistanceAndItsSquare() {
        ConfusionMatrix matrix = ConfusionMatrix.of(RATINGS, List.of(Zone.values()));
        assertThat(Kappa.LINEAR.of(matrix)).isCloseTo(1 - 6 * 12 / 178.0, within(1e-12));
        assertThat(Kappa.QUADRATIC.of(matrix)).isCloseTo(1 - 8 * 12 / 354.0, within(1e-12));
    }

    @Test
    void kappaIsUndefinedWithoutVariation() {
        List<Map<Zone, Integer>> zeros = List.of(scores(0, 0, 0, 0, 0, 0));
        Agreement same = Agreement.of(new Ratings(zeros, zeros), FEW);
        assertThat(same.quadraticKappa().value()).isNaN();
        assertThat(same.quadraticKappa().interval().low()).isNaN();
        assertThat(same.equal().value()).isEqualTo(1);
        assertThat(same.globalDifference().sd()).isNaN();
    }

    @Test
    void errorsAreThoseOfFigures() {
        Agreement agreement = Agreement.of(RATINGS, FEW);
        assertThat(agreement.zoneError().mean().value()).isCloseTo(6.0 / 12, within(1e-12));
        assertThat(agreement.zoneError().sd()).isCloseTo(Math.sqrt(8.0 / 12 - 0.25), within(1e-12));
        assertThat(agreement.errorByZone().get(Zone.E).mean().value()).isEqualTo(1.5);
        assertThat(agreement.globalError().mean().value()).isEqualTo(1);
        assertThat(agreement.zoneError().mean().interval().low()).isCloseTo(2.0 / 6, within(1e-12));
        assertThat(agreement.zoneError().mean().interval().high())
                .isCloseTo(4.0 / 6, within(1e-12));
    }

    @Test
    void limitsOfAgreementLieAboutTheBias() {
        BlandAltman plot = BlandAltman.of(List.of(1.0, 4.0, 6.0, 9.0), List.of(2.0, 4.0, 4.0, 6.0));
        assertThat(plot.bias()).isEqualTo(1);
        assertThat(plot.sd()).isCloseTo(Math.sqrt(10.0 / 3), within(1e-12));
        assertThat(plot.lower()).isCloseTo(1 - 1.96 * Math.sqrt(10.0 / 3), within(1e-12));
        assertThat(plot.upper()).isCloseTo(1 + 1.96 * Math.sqrt(10.0 / 3), within(1e-12));
    }
}
