package org.brixianode.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.brixianode.study.Zone;
import org.junit.jupiter.api.Test;

final class CalibrationTest {

    private static final float[] EVEN = {0.25f, 0.25f, 0.25f, 0.25f};

    /** Zones A to F. */
    private static float[][] told(float[] a, float[] b) {
        return new float[][] {a, b, EVEN, EVEN, EVEN, EVEN};
    }

    @Test
    void noneChangesNothing() {
        float[] told = {0.1f, 0.2f, 0.3f, 0.4f};
        float[][] same = Calibration.NONE.apply(told(told, EVEN));
        assertThat(same[Zone.A.ordinal()]).containsExactly(told, within(1e-6f));
    }

    /** By hand: square roots of 0.64 and 0.16 are as 2 to 1. */
    @Test
    void aTemperatureOfTwoTakesSquareRoots() {
        float[] told = {0.64f, 0.16f, 0.16f, 0.04f};
        float[][] calibrated =
                new Calibration(Map.of(Zone.A, 2.0), 0.0, 0.0, 0).apply(told(told, told));
        assertThat(calibrated[Zone.A.ordinal()])
                .containsExactly(new float[] {4 / 9f, 2 / 9f, 2 / 9f, 1 / 9f}, within(1e-5f));
        assertThat(calibrated[Zone.B.ordinal()]).containsExactly(told, within(1e-5f));
    }

    /** By hand: of three zones one says 27 to 1 each; the cube root of that is 3 to 1. */
    @Test
    void aZoneLeansTowardsItsOwnLungAlone() {
        float[] sure = {1 / 30f, 1 / 30f, 1 / 30f, 27 / 30f};
        float[][] calibrated = new Calibration(Map.of(), 1.0, 0.0, 0).apply(told(sure, EVEN));
        float[] leaning = {1 / 6f, 1 / 6f, 1 / 6f, 3 / 6f};
        assertThat(calibrated[Zone.B.ordinal()]).containsExactly(leaning, within(1e-5f));
        assertThat(calibrated[Zone.C.ordinal()]).containsExactly(leaning, within(1e-5f));
        assertThat(calibrated[Zone.D.ordinal()]).containsExactly(EVEN, within(1e-5f));
    }

    @Test
    void aLiftDoublesEachGradeAgainstTheOneBelow() {
        float[][] calibrated =
                new Calibration(Map.of(), 0.0, Math.log(2), 0).apply(told(EVEN, EVEN));
        assertThat(calibrated[Zone.F.ordinal()])
                .containsExactly(new float[] {1 / 15f, 2 / 15f, 4 / 15f, 8 / 15f}, within(1e-5f));
    }

    @Test
    void certaintyStaysFinite() {
        float[] certain = {0, 0, 0, 1};
        float[][] calibrated =
                new Calibration(Map.of(Zone.A, 0.4), 0.5, -1.0, 0).apply(told(certain, certain));
        assertThat(calibrated[Zone.A.ordinal()][3]).isBetween(0.99f, 1f);
    }

    @Test
    void aTemperatureOfZeroIsRefused() {
        assertThatThrownBy(() -> new Calibration(Map.of(Zone.A, 0.0), 0.0, 0.0, 0.3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A");
    }
}
