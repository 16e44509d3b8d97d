package org.brixianode.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.brixianode.study.Affine;
import org.junit.jupiter.api.Test;

final class AffineOpsTest {

    private static float[] inverse(float... affine) {
        return GraphRunner.run(
                tf -> AffineOps.inverse(tf, GraphRunner.constant(tf, affine, 1, 2, 3)));
    }

    @Test
    void agreesWithTheInverseOutsideTheGraph() {
        float[] inverse = inverse(0.7f, 0.2f, 0.1f, -0.15f, 0.8f, -0.05f);
        Affine expected = new Affine(0.7f, 0.2f, 0.1f, -0.15f, 0.8f, -0.05f).inverse();
        double[] values = {
            expected.a(), expected.b(), expected.c(), expected.d(), expected.e(), expected.f()
        };
        for (int i = 0; i < values.length; i++) {
            assertThat((double) inverse[i]).isCloseTo(values[i], within(1e-5));
        }
    }

    @Test
    void aCollapsedMapHasZerosForItsInverse() {
        assertThat(inverse(1, 1, 0, 1, 1, 0)).containsOnly(0f);
    }
}
