package org.brixianode.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Zones that follow each lung. */
final class LungThirdsTest {

    private static final int SIDE = 64;
    private static final int UPPER_LEFT_OF_IMAGE = 0;
    private static final int UPPER_RIGHT_OF_IMAGE = 1;
    private static final int LOWER_RIGHT_OF_IMAGE = 5;

    /** Marks a rectangle as lung, ends excluded. */
    private static void lung(float[] lungs, int top, int left, int bottom, int right) {
        for (int y = top; y < bottom; y++) {
            Arrays.fill(lungs, y * SIDE + left, y * SIDE + right, 0.9f);
        }
    }

    private static List<float[]> zones(float[] lungs) {
        float[] all =
                GraphRunner.run(
                        tf -> {
                            Operand<TFloat32> given =
                                    GraphRunner.constant(tf, lungs, 1, SIDE, SIDE, 1);
                            return tf.stack(new LungThirds(tf, SIDE).of(given));
                        });
        List<float[]> zones = new ArrayList<>();
        for (int from = 0; from < all.length; from += SIDE * SIDE) {
            zones.add(Arrays.copyOfRange(all, from, from + SIDE * SIDE));
        }
        return zones;
    }

    /** Smallest and largest row and column with a zone in it. */
    private static List<Integer> bounds(float[] zone) {
        int top = SIDE;
        int left = SIDE;
        int bottom = -1;
        int right = -1;
        for (int i = 0; i < zone.length; i++) {
            if (zone[i] > 0) {
                top = Math.min(top, i / SIDE);
                bottom = Math.max(bottom, i / SIDE);
                left = Math.min(left, i % SIDE);
                right = Math.max(right, i % SIDE);
            }
        }
        return List.of(top, left, bottom, right);
    }

    @Test
    void eachLungIsCutByItsOwnHeight() {
        float[] lungs = new float[SIDE * SIDE];
        lung(lungs, 10, 8, 40, 28);
        lung(lungs, 20, 36, 60, 56);
        List<float[]> zones = zones(lungs);
        assertThat(zones).hasSize(6);
        assertThat(bounds(zones.get(UPPER_LEFT_OF_IMAGE))).containsExactly(10, 8, 21, 27);
        assertThat(bounds(zones.get(UPPER_RIGHT_OF_IMAGE))).containsExactly(20, 36, 35, 55);
        assertThat(bounds(zones.get(LOWER_RIGHT_OF_IMAGE))).containsExactly(44, 36, 59, 55);
    }

    @Test
    void pixelsOutsideTheLungsBelongToNoZone() {
        float[] lungs = new float[SIDE * SIDE];
        lung(lungs, 10, 8, 40, 28);
        lung(lungs, 10, 36, 40, 56);
        lung(lungs, 20, 10, 21, 12);
        for (float[] zone : zones(lungs)) {
            for (int i = 0; i < zone.length; i++) {
                assertThat(zone[i] == 0 || lungs[i] > 0).isTrue();
            }
        }
    }

    @Test
    void aFewStrayPixelsDoNotStretchALung() {
        float[] lungs = new float[SIDE * SIDE];
        lung(lungs, 10, 8, 40, 28);
        lung(lungs, 10, 36, 40, 56);
        List<Integer> before = bounds(zones(lungs).get(LOWER_RIGHT_OF_IMAGE));
        lungs[63 * SIDE + 50] = 0.9f;
        assertThat(bounds(zones(lungs).get(LOWER_RIGHT_OF_IMAGE))).isEqualTo(before);
    }

    @Test
    void withoutLungsThereIsNoZone() {
        for (float[] zone : zones(new float[SIDE * SIDE])) {
            assertThat(zone).usingComparatorWithPrecision(0f).containsOnly(0f);
        }
    }
}
