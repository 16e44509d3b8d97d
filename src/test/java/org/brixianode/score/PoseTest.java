package org.brixianode.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.brixianode.bsnet.Preprocessing;
import org.brixianode.study.Affine;
import org.brixianode.study.Raster;
import org.junit.jupiter.api.Test;

final class PoseTest {

    private static final int SIDE = 16;

    /** Brighter towards the top, and a bright spot on the left. */
    private static Raster upright() {
        float[] grey = new float[SIDE * SIDE];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = 0.2f + 0.5f * (SIDE - 1 - i / SIDE) / (SIDE - 1);
        }
        grey[5 * SIDE + 3] = 1f;
        return new Raster(SIDE, SIDE, grey);
    }

    private static Raster moved(java.util.function.IntBinaryOperator from) {
        Raster upright = upright();
        float[] moved = new float[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                moved[y * SIDE + x] = upright.values()[from.applyAsInt(x, y)];
            }
        }
        return new Raster(SIDE, SIDE, moved);
    }

    private static void rights(Pose pose, Raster received) {
        float[] wanted = Preprocessing.DEFAULT.apply(upright(), SIDE);
        float[] righted = pose.righted(received, Preprocessing.DEFAULT, SIDE);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(righted[i]).as("%s at %d", pose, i).isCloseTo(wanted[i], within(1e-5f));
        }
    }

    @Test
    void everyPoseIsSetRight() {
        rights(Pose.UPSIDE_DOWN, moved((x, y) -> (SIDE - 1 - y) * SIDE + SIDE - 1 - x));
        // The head, upright at the top, lies on the image's left: what was at (x, y) is at (y,
        // S-1-x).
        rights(Pose.HEAD_LEFT, moved((x, y) -> x * SIDE + SIDE - 1 - y));
        rights(Pose.HEAD_RIGHT, moved((x, y) -> (SIDE - 1 - x) * SIDE + y));
        float[] negative = upright().values().clone();
        for (int i = 0; i < negative.length; i++) {
            negative[i] = 1 - negative[i];
        }
        rights(Pose.INVERTED, new Raster(SIDE, SIDE, negative));
    }

    @Test
    void theHeadLeftImageHasItsHeadOnTheLeft() {
        Raster headLeft = moved((x, y) -> x * SIDE + SIDE - 1 - y);
        assertThat(headLeft.at(0, 8)).isGreaterThan(headLeft.at(SIDE - 1, 8));
    }

    @Test
    void mapsAndAlignmentsGoBackToTheReceivedImage() {
        Raster received = moved((x, y) -> (SIDE - 1 - y) * SIDE + SIDE - 1 - x);
        assertThat(Pose.UPSIDE_DOWN.asReceived(upright()).values()).isEqualTo(received.values());
        assertThat(Pose.INVERTED.asReceived(upright()).values()).isEqualTo(upright().values());

        Affine back = Pose.UPSIDE_DOWN.asReceived(new Affine(0.8, 0, 0.1, 0, 0.7, -0.2));
        assertThat(back.x(0.5, 0.5)).isCloseTo(-0.5, within(1e-9));
        assertThat(back.y(0.5, 0.5)).isCloseTo(-0.15, within(1e-9));
    }

    @Test
    void anImageUpsideDownIsSetRightOnlyWhereItIsNotMirrored() {
        LungShape.Field great = new LungShape.Field(0.15, 0.3, 0.5, 0.3, 0.6);
        LungShape.Field small = new LungShape.Field(0.12, 0.7, 0.5, 0.3, 0.6);
        LungShape usual = new LungShape(0.27, 0.2, java.util.List.of(great, small), 0, 0, 0);
        LungShape mirrored = new LungShape(0.27, 0.2, java.util.List.of(small, great), 0, 0, 0);
        assertThat(Pose.UPSIDE_DOWN.certain(usual)).isTrue();
        assertThat(Pose.UPSIDE_DOWN.certain(mirrored)).isFalse();
        assertThat(Pose.INVERTED.certain(mirrored)).isTrue();
        assertThat(Pose.HEAD_LEFT.certain(usual)).isFalse();
    }
}
