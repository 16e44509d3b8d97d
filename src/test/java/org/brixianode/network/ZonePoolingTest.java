package org.brixianode.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.brixianode.model.ZoneBoxes;
import org.brixianode.study.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ZonePoolingTest {

    private static final int SIDE = 21;

    /** A frame whose grey is its column (0..1) plus ten times its row. */
    private static float[] frame() {
        float[] frame = new float[SIDE * SIDE];
        for (int i = 0; i < frame.length; i++) {
            frame[i] = (i % SIDE) / (SIDE - 1f) + 10 * (i / SIDE) / (SIDE - 1f);
        }
        return frame;
    }

    private static float[] pooled(boolean mirrored) {
        return GraphRunner.run(
                tf ->
                        new ZonePooling(tf, mirrored)
                                .pool(GraphRunner.constant(tf, frame(), 1, SIDE, SIDE, 1)));
    }

    private static float corner(float[] pooled, Zone zone, int row, int column) {
        int box = ZoneBoxes.order().indexOf(zone);
        return pooled[(box * SIDE + row) * SIDE + column];
    }

    @Test
    void theBoxesAreThePublishedOnes() {
        float[] pooled = pooled(false);
        assertThat(corner(pooled, Zone.A, 0, 0)).isCloseTo(0f, within(1e-4f));
        assertThat(corner(pooled, Zone.A, SIDE - 1, SIDE - 1)).isCloseTo(4.5f, within(1e-4f));
        assertThat(corner(pooled, Zone.E, 0, 0)).isCloseTo(3.5f, within(1e-4f));
        assertThat(corner(pooled, Zone.E, SIDE - 1, SIDE - 1)).isCloseTo(8f, within(1e-4f));
        assertThat(corner(pooled, Zone.F, SIDE - 1, SIDE - 1)).isCloseTo(11f, within(1e-4f));
    }

    @Test
    void sharedSidesReadTheRightHalfFromRightToLeft() {
        float[] pooled = pooled(true);
        assertThat(corner(pooled, Zone.D, 0, 0)).isCloseTo(1f, within(1e-4f));
        assertThat(corner(pooled, Zone.D, 0, SIDE - 1)).isCloseTo(0.5f, within(1e-4f));
        assertThat(corner(pooled, Zone.A, 0, 0)).isCloseTo(0f, within(1e-4f));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void croppedRegionsAreWrittenBackToTheirPosition(boolean mirrored) {
        float[] back =
                GraphRunner.run(
                        tf -> {
                            ZonePooling pooling = new ZonePooling(tf, mirrored);
                            return pooling.unpool(
                                    pooling.pool(
                                            GraphRunner.constant(tf, frame(), 1, SIDE, SIDE, 1)),
                                    SIDE);
                        });
        float[] frame = frame();
        for (int i = 0; i < frame.length; i++) {
            assertThat(back[i]).as("pixel " + i).isCloseTo(frame[i], within(1e-3f));
        }
    }

    @ParameterizedTest
    @EnumSource(Zone.class)
    void zonesLieOnTheirSideAndHeight(Zone zone) {
        ZoneBoxes.Box box = ZoneBoxes.box(zone);
        assertThat((box.left() + box.right()) / 2 < 0.5f).isEqualTo(zone.side() == Zone.Side.RIGHT);
        assertThat((box.top() + box.bottom()) / 2)
                .isCloseTo(0.2f + 0.3f * zone.level().ordinal(), within(1e-6f));
    }
}
