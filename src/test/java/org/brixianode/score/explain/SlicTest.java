package org.brixianode.score.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SlicTest {

    private static final int SIDE = 64;

    /** A disc, brighter right of a slanting line. */
    private static boolean bright(int x, int y) {
        return x + 0.3 * y > 42;
    }

    private static SuperPixels disc() {
        float[] grey = new float[SIDE * SIDE];
        boolean[] mask = new boolean[SIDE * SIDE];
        for (int i = 0; i < grey.length; i++) {
            int x = i % SIDE;
            int y = i / SIDE;
            grey[i] = bright(x, y) ? 0.8f : 0.2f;
            mask[i] = Math.hypot(x - 32, y - 32) < 28;
        }
        return Slic.of(grey, mask, SIDE, 40);
    }

    @Test
    void theMaskAndNothingElseIsDivided() {
        SuperPixels areas = disc();
        assertThat(areas.count()).isBetween(32, 50);
        for (int i = 0; i < SIDE * SIDE; i++) {
            boolean inside = Math.hypot(i % SIDE - 32, i / SIDE - 32) < 28;
            assertThat(areas.labels()[i]).isBetween(inside ? 0 : -1, inside ? areas.count() : -1);
        }
        assertThat(List.of(areas.members())).noneMatch(area -> area.length == 0);
    }

    @Test
    void noSuperPixelCrossesAnEdge() {
        int astray = 0;
        for (int[] area : disc().members()) {
            long bright = Arrays.stream(area).filter(i -> bright(i % SIDE, i / SIDE)).count();
            astray += (int) Math.min(bright, area.length - bright);
        }
        assertThat(astray).isLessThan(5);
    }

    @Test
    void everyAreaIsConnected() {
        SuperPixels areas = disc();
        boolean[] mask = new boolean[SIDE * SIDE];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = areas.labels()[i] != SuperPixels.NONE;
        }
        SuperPixels pieces = Connectivity.enforce(areas.labels(), mask, SIDE, 0);
        assertThat(pieces.count()).isEqualTo(areas.count());
    }

    @Test
    void anEmptyMaskHasNoAreas() {
        SuperPixels areas = Slic.of(new float[64], new boolean[64], 8, 10);
        assertThat(areas.count()).isZero();
        assertThat(areas.labels()).containsOnly(SuperPixels.NONE);
    }
}
