package org.brixianode.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ZoneFrameTest {

    private static Zone at(double u, double v) {
        return Zone.values()[new ZoneFrame(Affine.IDENTITY).ordinalAt(u, v)];
    }

    @Test
    void zonesPartInTheMiddleOfTheBoxesOverlaps() {
        assertThat(at(.2, .34)).isEqualTo(Zone.A);
        assertThat(at(.2, .36)).isEqualTo(Zone.B);
        assertThat(at(.2, .64)).isEqualTo(Zone.B);
        assertThat(at(.2, .66)).isEqualTo(Zone.C);
        assertThat(at(.51, .1)).isEqualTo(Zone.D);
        assertThat(at(.49, .1)).isEqualTo(Zone.A);
    }

    @Test
    void theFrameFollowsTheAlignment() {
        ZoneFrame frame = new ZoneFrame(new Affine(.5, 0, 0, 0, .5, 0));
        assertThat(frame.isInside(.26, .74)).isTrue();
        assertThat(frame.isInside(.24, .5)).isFalse();
        assertThat(frame.isInside(.5, .76)).isFalse();
        assertThat(frame.imageX(0, 1)).isCloseTo(.25, within(1e-9));
        assertThat(frame.imageY(0, 1)).isCloseTo(.75, within(1e-9));
    }

    @Test
    void aCollapsedAlignmentStandsForTheWholeImage() {
        ZoneFrame frame = new ZoneFrame(new Affine(0, 0, 0, 0, 0, 0));
        assertThat(frame.isInside(.01, .99)).isTrue();
        assertThat(frame.ordinalAt(.9, .9)).isEqualTo(Zone.F.ordinal());
    }

    /** Lung in all of A, B, D, E and F, and in one row of C. */
    @Test
    void aZoneWithASliverOfLungIsNotAssessable() {
        int side = 100;
        float[] values = new float[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                values[y * side + x] = x < side / 2 && y > 65 ? 0 : 1;
            }
        }
        Raster lungs = new Raster(side, side, values);
        ZoneFrame frame = new ZoneFrame(Affine.IDENTITY);
        Map<Zone, Double> shares = frame.shares(lungs);
        assertThat(shares.values().stream().mapToDouble(share -> share).sum())
                .isCloseTo(1, within(1e-9));
        assertThat(shares.get(Zone.C)).isBetween(.0, ZoneFrame.LEAST_SHARE);
        assertThat(frame.notAssessable(lungs)).containsExactly(Zone.C);
    }

    @Test
    void withoutLungNoZoneIsAssessable() {
        Raster none = new Raster(4, 4, new float[16]);
        assertThat(new ZoneFrame(Affine.IDENTITY).notAssessable(none)).hasSize(6);
    }
}
