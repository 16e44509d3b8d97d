package org.brixianode.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.brixianode.study.Raster;
import org.junit.jupiter.api.Test;

final class CentralStretchTest {

    private static final int SIDE = 100;

    /** 0.3 to 0.6 from left to right, with a white marker and a black border. */
    private static Raster framed() {
        float[] grey = new float[SIDE * SIDE];
        for (int i = 0; i < grey.length; i++) {
            int x = i % SIDE;
            int y = i / SIDE;
            boolean border = x < 10 || y < 10 || x >= 90 || y >= 90;
            boolean marker = x >= 85 && x < 90 && y >= 10 && y < 15;
            grey[i] = marker ? 1f : border ? 0f : 0.3f + 0.3f * (x - 15) / 69f;
        }
        return new Raster(SIDE, SIDE, grey);
    }

    @Test
    void theInnerImageIsStretchedFromBlackToWhiteWithoutBorders() {
        float[] stretched = CentralStretch.apply(framed());
        assertThat(stretched[50 * SIDE + 15]).isCloseTo(0f, within(1e-3f));
        assertThat(stretched[50 * SIDE + 84]).isCloseTo(1f, within(1e-3f));
        assertThat(stretched[50 * SIDE + 50]).isCloseTo(35f / 69f, within(1e-3f));
        assertThat(stretched[0]).isZero();
        assertThat(stretched[12 * SIDE + 86]).isEqualTo(1f);
    }

    @Test
    void aLinearChangeOfGreyChangesNothing() {
        Raster framed = framed();
        float[] dimmed = new float[SIDE * SIDE];
        for (int i = 0; i < dimmed.length; i++) {
            dimmed[i] = 0.1f + 0.5f * framed.values()[i];
        }
        float[] wanted = CentralStretch.apply(framed);
        float[] found = CentralStretch.apply(new Raster(SIDE, SIDE, dimmed));
        for (int i = 0; i < wanted.length; i++) {
            assertThat(found[i]).isCloseTo(wanted[i], within(1e-4f));
        }
    }

    @Test
    void aConstantMiddleIsBlack() {
        assertThat(CentralStretch.apply(new Raster(8, 8, new float[64]))).containsOnly(0f);
    }
}
