package org.brixianode.bsnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** On rectangles, whose signs are known. */
final class LungSignsTest {

    private static final int SIDE = 64;
    private static final Offset<Float> EXACT = within(2e-3f);

    private static final int SURE = 0;
    private static final int UNSURE = 1;
    private static final int SIZE = 2;
    private static final int STEEP = 3;
    private static final int BRIGHTER = 4;

    /** Two lungs of 32 lines and 16 and 8 columns. */
    private static final float[] RIGHT_LUNG = rectangle(1, 0, 16, 8, 48, 24);

    private static final float[] LEFT_LUNG = rectangle(1, 0, 16, 40, 48, 48);

    private static float[] rectangle(
            float within, float around, int top, int left, int bottom, int right) {
        float[] plane = new float[SIDE * SIDE];
        Arrays.fill(plane, around);
        for (int y = top; y < bottom; y++) {
            Arrays.fill(plane, y * SIDE + left, y * SIDE + right, within);
        }
        return plane;
    }

    private static float[] sum(float[] one, float[] other) {
        float[] sum = one.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other[i];
        }
        return sum;
    }

    private static float[] grey(float value) {
        return rectangle(value, value, 0, 0, 0, 0);
    }

    /** The signs of both lungs, each as a zone. */
    private static float[][] signs(float[] image, float[] lungs) {
        float[] all =
                GraphRunner.run(
                        tf -> {
                            Operand<TFloat32> right =
                                    GraphRunner.constant(tf, RIGHT_LUNG, 1, SIDE, SIDE);
                            Operand<TFloat32> left =
                                    GraphRunner.constant(tf, LEFT_LUNG, 1, SIDE, SIDE);
                            return LungSigns.of(
                                    tf,
                                    GraphRunner.constant(tf, image, 1, SIDE, SIDE, 1),
                                    GraphRunner.constant(tf, lungs, 1, SIDE, SIDE, 1),
                                    List.of(right, left));
                        });
        assertThat(all).hasSize(2 * LungSigns.COUNT);
        return new float[][] {
            Arrays.copyOf(all, LungSigns.COUNT),
            Arrays.copyOfRange(all, LungSigns.COUNT, all.length)
        };
    }

    @Test
    void aDarkLungInBrightSurroundingsIsSureSteepAndDarker() {
        float[][] signs = signs(rectangle(0.2f, 0.7f, 16, 8, 48, 24), sum(RIGHT_LUNG, LEFT_LUNG));
        assertThat(signs[0][SURE]).isCloseTo(1, EXACT);
        assertThat(signs[0][UNSURE]).isZero();
        assertThat(signs[0][BRIGHTER]).isCloseTo(0.5f, EXACT);
        assertThat(signs[0][STEEP]).isGreaterThan(0.05f);
        assertThat(signs[1][BRIGHTER]).as("as grey as what lies beside it").isCloseTo(0, EXACT);
        assertThat(signs[1][STEEP]).isLessThan(0.01f);
    }

    @Test
    void sizesAreInProportionToTheMeanZone() {
        float[][] signs = signs(grey(0.5f), sum(RIGHT_LUNG, LEFT_LUNG));
        assertThat(signs[0][SIZE]).isCloseTo(2 * 16f / 24, EXACT);
        assertThat(signs[1][SIZE]).isCloseTo(2 * 8f / 24, EXACT);
    }

    @Test
    void whereTheNetworkDoubtsTheOutlineItsPlacesAreCounted() {
        // a strip of 4 x 32 pixels beside the right lung and half of the left one
        float[] doubt = rectangle(0.3f, 0, 16, 24, 48, 28);
        float[] half = rectangle(-0.4f, 0, 16, 40, 48, 44);
        float[][] signs = signs(grey(0.5f), sum(sum(RIGHT_LUNG, LEFT_LUNG), sum(doubt, half)));
        assertThat(signs[0][SURE]).isCloseTo(1, EXACT);
        assertThat(signs[0][UNSURE]).isCloseTo(4f / 16, EXACT);
        assertThat(signs[1][SURE]).isCloseTo(0.8f, EXACT);
        assertThat(signs[1][UNSURE]).isCloseTo(0.5f, EXACT);
    }

    @Test
    void aSoftOutlineIsLessSteepThanASharpOne() {
        float[] soft = new float[SIDE * SIDE];
        for (int i = 0; i < soft.length; i++) {
            int x = i % SIDE;
            soft[i] = Math.min(0.7f, Math.max(0.2f, 0.2f + 0.5f * (x - 16) / 16));
        }
        float[] lungs = sum(RIGHT_LUNG, LEFT_LUNG);
        float sharp = signs(rectangle(0.2f, 0.7f, 0, 0, SIDE, 24), lungs)[0][STEEP];
        float blurred = signs(soft, lungs)[0][STEEP];
        assertThat(blurred).isBetween(0.005f, 0.8f * sharp);
    }

    @Test
    void aZoneWithoutLungHasFiniteSigns() {
        float[][] signs = signs(grey(0.5f), grey(0));
        for (float[] zone : signs) {
            for (float sign : zone) {
                assertThat(sign).isFinite();
            }
        }
    }
}
