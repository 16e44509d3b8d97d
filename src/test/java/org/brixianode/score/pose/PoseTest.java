package org.brixianode.score.pose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.brixianode.model.Preprocessing;
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
        float[] righted =
                pose.corrected(
                        received,
                        Preprocessing.DEFAULT.apply(received, SIDE),
                        Preprocessing.DEFAULT,
                        SIDE);
        for (int i = 0; i < wanted.length; i++) {
            assertThat(righted[i]).as("%s at %d", pose, i).isCloseTo(wanted[i], within(1e-5f));
        }
    }

    @Test
    void everyPoseIsCorrected() {
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
    void onlyBlackAndWhiteAreSetRight() {
        assertThat(Pose.INVERTED.isCorrectable()).isTrue();
        assertThat(Pose.UPSIDE_DOWN.isCorrectable()).as("may be mirrored").isFalse();
        assertThat(Pose.HEAD_LEFT.isCorrectable()).isFalse();
        assertThat(Pose.HEAD_RIGHT.isCorrectable()).isFalse();
    }

    @Test
    void aPoseWithoutLungsIsNeverTheClearest() {
        LungShape none = new LungShape(0.01, 0, List.of(), 0, 0, 0);
        LungShape clear = new LungShape(0.3, 0.2, List.of(), 0, 0, 0);
        LungShape unsure = new LungShape(0.3, 0.9, List.of(), 0, 0, 0);
        assertThat(Pose.clearest(List.of(none, unsure, clear, none))).isEqualTo(Pose.HEAD_LEFT);
        assertThat(Pose.clearest(List.of(none, none, none, unsure))).isEqualTo(Pose.HEAD_RIGHT);
    }
}
