package org.brixianode.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.brixianode.model.Architecture;
import org.brixianode.testkit.TinyModel;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Crops of an image for the single-lung branch. */
final class LungCropsTest {

    private static final Architecture READING = TinyModel.READING;
    private static final int SIDE = READING.inputSizePx();
    private static final int HEIGHT = READING.branchHeightPx();
    private static final int WIDTH = READING.branchWidthPx();
    private static final int ZONE_HEIGHT = HEIGHT / LungCrops.ZONES_REDUCTION;
    private static final int ZONE_WIDTH = WIDTH / LungCrops.ZONES_REDUCTION;

    /** The image's left lung is 60 high and 40 wide, the other 80 and 50. */
    private static float[] lungs() {
        float[] lungs = new float[SIDE * SIDE];
        fill(lungs, 20, 10, 80, 50);
        fill(lungs, 30, 70, 110, 120);
        return lungs;
    }

    private static void fill(float[] lungs, int top, int left, int bottom, int right) {
        for (int y = top; y < bottom; y++) {
            Arrays.fill(lungs, y * SIDE + left, y * SIDE + right, 0.9f);
        }
    }

    /** Brighter from left to right, 0 to 1. */
    private static float[] whole() {
        float[] whole = new float[SIDE * SIDE];
        for (int i = 0; i < whole.length; i++) {
            whole[i] = (i % SIDE) / (SIDE - 1f);
        }
        return whole;
    }

    private static float[] crops(float[] lungs, Function<LungCrops, Operand<TFloat32>> what) {
        return GraphRunner.run(tf -> what.apply(of(tf, lungs)));
    }

    private static LungCrops of(Ops tf, float[] lungs) {
        return LungCrops.of(
                tf,
                READING,
                GraphRunner.constant(tf, whole(), 1, SIDE, SIDE, 1),
                GraphRunner.constant(tf, lungs, 1, SIDE, SIDE, 1),
                BsNet.Regulariser.NONE);
    }

    @Test
    void eachLungFillsItsBoxButForAMargin() {
        float[] boxes = crops(lungs(), LungCrops::boxes);
        float[] expected = {
            20 - 0.06f * 60,
            10 - 0.08f * 40,
            80 + 0.06f * 60,
            50 + 0.08f * 40,
            30 - 0.06f * 80,
            120 + 0.08f * 50,
            110 + 0.06f * 80,
            70 - 0.08f * 50
        };
        for (int i = 0; i < expected.length; i++) {
            assertThat(boxes[i] * SIDE).as("edge %d", i).isCloseTo(expected[i], within(1e-3f));
        }
    }

    @Test
    void theLungOnTheRightIsMirrored() {
        float[] pictures = crops(lungs(), LungCrops::pictures);
        assertThat(pictures).hasSize(2 * HEIGHT * WIDTH);
        int line = HEIGHT / 2 * WIDTH;
        assertThat(pictures[line + WIDTH - 1]).isCloseTo(53.2f / SIDE, within(1e-3f));
        assertThat(pictures[line]).isLessThan(pictures[line + WIDTH - 1]);
        int other = HEIGHT * WIDTH + line;
        assertThat(pictures[other]).isCloseTo(124f / SIDE, within(1e-3f));
        assertThat(pictures[other + WIDTH - 1]).isCloseTo(66f / SIDE, within(1e-3f));
    }

    @Test
    void rowsOfZonesFollowEachOtherDownTheLungAndOverlap() {
        float[] zones = crops(lungs(), LungCrops::zones);
        int middle = ZONE_WIDTH / 2;
        for (int lung = 0; lung < 2; lung++) {
            for (int y = 0; y < ZONE_HEIGHT; y++) {
                double at = (y + 0.5) / ZONE_HEIGHT * 1.12 - 0.06;
                boolean edge = at < 0.05 || at > 0.95;
                int from = 3 * ((lung * ZONE_HEIGHT + y) * ZONE_WIDTH + middle);
                List<Double> expected =
                        List.of(
                                at < 0.4 ? 1.0 : 0.0,
                                at > 0.3 && at < 0.7 ? 1.0 : 0.0,
                                at > 0.6 ? 1.0 : 0.0);
                for (int row = 0; row < 3 && !edge; row++) {
                    assertThat((double) zones[from + row])
                            .as("lung %d, %.2f down, row %d", lung, at, row)
                            .isEqualTo(expected.get(row));
                }
            }
        }
        assertThat(zones[0]).as("outside the lung").isZero();
    }

    @Test
    void mapsComeBackToWhereTheyAreInTheImage() {
        float[] ones = new float[2 * 4 * 4];
        Arrays.fill(ones, 1);
        float[] onImage =
                GraphRunner.run(
                        tf ->
                                of(tf, lungs())
                                        .onImage(
                                                tf,
                                                GraphRunner.constant(tf, ones, 2, 4, 4, 1),
                                                SIDE));
        assertThat(onImage[50 * SIDE + 30]).isEqualTo(1);
        assertThat(onImage[50 * SIDE + 60]).isZero();
        assertThat(onImage[10 * SIDE + 30]).isZero();
        int other = SIDE * SIDE;
        assertThat(onImage[other + 50 * SIDE + 30]).isZero();
        assertThat(onImage[other + 50 * SIDE + 90]).isEqualTo(1);
        assertThat(onImage[other + 50 * SIDE + 127]).isZero();
    }

    @Test
    void withoutLungsTheWholeImageIsTaken() {
        float[] none = new float[SIDE * SIDE];
        float[] boxes = crops(none, LungCrops::boxes);
        assertThat(boxes)
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(-0.06f, -0.08f, 1.06f, 1.08f, -0.06f, 1.08f, 1.06f, -0.08f);
        for (float zone : crops(none, LungCrops::zones)) {
            assertThat(zone).isZero();
        }
    }
}
