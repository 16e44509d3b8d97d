package org.brixianode.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against the published sampler's arithmetic, written out pixel by pixel. */
final class BilinearSamplerTest {

    private static final int SIDE = 6;

    private static float[] ramp() {
        float[] image = new float[SIDE * SIDE];
        for (int i = 0; i < image.length; i++) {
            image[i] = i % SIDE + 10 * (i / SIDE) + 1;
        }
        return image;
    }

    private static float[] sample(float[] affine, int outputSide) {
        return GraphRunner.run(
                tf ->
                        new BilinearSampler(
                                        tf, GraphRunner.constant(tf, affine, 1, 2, 3), outputSide)
                                .sample(GraphRunner.constant(tf, ramp(), 1, SIDE, SIDE, 1)));
    }

    private static double published(float[] image, double x, double y) {
        double px = 0.5 * (x + 1) * SIDE;
        double py = 0.5 * (y + 1) * SIDE;
        int x0 = (int) px;
        int y0 = (int) py;
        int left = clip(x0);
        int right = clip(x0 + 1);
        int top = clip(y0);
        int bottom = clip(y0 + 1);
        return (right - px) * (bottom - py) * image[top * SIDE + left]
                + (right - px) * (py - top) * image[bottom * SIDE + left]
                + (px - left) * (bottom - py) * image[top * SIDE + right]
                + (px - left) * (py - top) * image[bottom * SIDE + right];
    }

    private static int clip(int index) {
        return Math.max(0, Math.min(SIDE - 1, index));
    }

    @Test
    void readsThroughAnAffineAsThePublishedOneDoes() {
        float[] affine = {0.7f, 0.2f, 0.1f, -0.15f, 0.8f, -0.05f};
        float[] sampled = sample(affine, 5);
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < 5; column++) {
                double gx = -1 + column * 0.5;
                double gy = -1 + row * 0.5;
                double x = affine[0] * gx + affine[1] * gy + affine[2];
                double y = affine[3] * gx + affine[4] * gy + affine[5];
                assertThat(sampled[row * 5 + column])
                        .isCloseTo((float) published(ramp(), x, y), within(1e-3f));
            }
        }
    }

    @Test
    void theLastRowAndColumnOfTheIdentityReadZeroAsInThePublishedOne() {
        float[] sampled = sample(new float[] {1, 0, 0, 0, 1, 0}, SIDE);
        assertThat(sampled[0]).isCloseTo(1f, within(1e-4f));
        assertThat(sampled[SIDE - 1]).isZero();
        assertThat(sampled[SIDE * SIDE - 1]).isZero();
    }

    @Test
    void pointsFarOutsideReadZero() {
        assertThat(sample(new float[] {1, 0, 9, 0, 1, 9}, 4)).containsOnly(0f);
    }

    @Test
    void eachImageOfABatchIsReadThroughItsOwnAffine() {
        float[] sampled =
                GraphRunner.run(
                        tf -> {
                            float[] both = new float[2 * SIDE * SIDE];
                            System.arraycopy(ramp(), 0, both, 0, SIDE * SIDE);
                            java.util.Arrays.fill(both, SIDE * SIDE, both.length, 7f);
                            float[] affines = {1, 0, 9, 0, 1, 9, 0.1f, 0, 0, 0, 0.1f, 0};
                            return new BilinearSampler(
                                            tf, GraphRunner.constant(tf, affines, 2, 2, 3), 3)
                                    .sample(GraphRunner.constant(tf, both, 2, SIDE, SIDE, 1));
                        });
        assertThat(java.util.Arrays.copyOf(sampled, 9)).containsOnly(0f);
        for (int i = 9; i < 18; i++) {
            assertThat(sampled[i]).isCloseTo(7f, within(1e-4f));
        }
    }
}
