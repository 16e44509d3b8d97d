package org.brixianode.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.brixianode.model.Sessions;
import org.brixianode.model.TensorIo;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class GradeWeightsTest {

    /** Four zones of grade 0, one of grade 1, one of grade 3. */
    private static final float[][] SCORES = {
        {1, 0, 0, 0}, {1, 0, 0, 0}, {1, 0, 0, 0}, {1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 0, 1}
    };

    private static final Sample SAMPLE =
            new Sample("one", new float[0], new float[0][], new float[0], Optional.empty(), SCORES);

    private static double loss(GradeWeights weights, float[] logits) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> told =
                    tf.tile(
                            tf.reshape(tf.constant(logits), tf.array(1, 1, 4)),
                            tf.array(1, SCORES.length, 1));
            Operand<TFloat32> wanted =
                    tf.reshape(tf.constant(SCORES), tf.array(1, SCORES.length, 4));
            Operand<TFloat32> loss = new Losses(tf).score(told, wanted, 1, weights);
            try (Session session = new Session(graph, Sessions.cpuOnly());
                    var result = session.runner().fetch(loss.asOutput()).run()) {
                return TensorIo.floats(result.get(0))[0];
            }
        }
    }

    @Test
    void withoutBalanceEveryZoneCountsAlike() {
        assertThat(GradeWeights.of(List.of(SAMPLE), 0)).isSameAs(GradeWeights.EQUAL);
    }

    /** Six zones, three grades that occur: two zones' worth each. */
    @Test
    void inFullBalanceEveryGradeCountsAlikeAndTheMeanIsOne() {
        float[] factors = GradeWeights.of(List.of(SAMPLE, SAMPLE), 1).byGrade();
        assertThat(factors).containsExactly(new float[] {0.5f, 2, 0, 2}, within(1e-6f));
    }

    @Test
    void halfABalanceTakesTheSquareRoot() {
        float[] factors = GradeWeights.of(List.of(SAMPLE), 0.5).byGrade();
        assertThat(factors[1] / factors[0]).isCloseTo(2, within(1e-5f));
    }

    /** By hand: the mean of -ln p over the zones, each by its factor. */
    @Test
    void theLossCountsZonesByTheirGrade() {
        // Softmax of these logits: 0.7, 0.1, 0.1, 0.1.
        float[] mostlyNone = {(float) Math.log(7), 0, 0, 0};
        double equal = (4 * -Math.log(0.7) + 2 * -Math.log(0.1)) / 6;
        double balanced = (4 * 0.5 * -Math.log(0.7) + 2 * 2 * -Math.log(0.1)) / 6;
        assertThat(loss(GradeWeights.EQUAL, mostlyNone)).isCloseTo(equal, within(1e-5));
        assertThat(loss(GradeWeights.of(List.of(SAMPLE), 1), mostlyNone))
                .isCloseTo(balanced, within(1e-5));
    }

    @Test
    void aBalanceBeyondOneIsRefused() {
        assertThatThrownBy(() -> LossWeights.DEFAULT.balanced(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
    }
}
