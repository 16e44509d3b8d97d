package org.brixianode.score.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.brixianode.study.Affine;
import org.brixianode.study.Raster;
import org.brixianode.study.Zone;
import org.junit.jupiter.api.Test;

final class EffectMapTest {

    private static final int SIDE = 20;

    /** Zone A in two super-pixels of 30 and 40 pixels, zone F in one, no lung elsewhere. */
    private static SuperPixels areas() {
        int[] labels = new int[SIDE * SIDE];
        for (int i = 0; i < labels.length; i++) {
            int x = i % SIDE;
            int y = i / SIDE;
            boolean inA = x < 10 && y < 7;
            boolean inF = x >= 10 && y >= 13;
            labels[i] = inA ? (y < 3 ? 0 : 1) : inF ? 2 : SuperPixels.NONE;
        }
        return new SuperPixels(SIDE, 3, labels);
    }

    private static Raster map(double first, double second, double inF) {
        return map(first, second, inF, 3);
    }

    private static Raster map(double first, double second, double inF, double score) {
        double[][] effects = new double[Zone.values().length][3];
        effects[Zone.A.ordinal()][0] = first;
        effects[Zone.A.ordinal()][1] = second;
        effects[Zone.A.ordinal()][2] = 99;
        effects[Zone.F.ordinal()][2] = inF;
        double[] expected = new double[Zone.values().length];
        Arrays.fill(expected, score);
        return EffectMap.draw(areas(), effects, expected, new ZoneFinder(Affine.IDENTITY, SIDE));
    }

    @Test
    void theMeanOverAZoneIsWhatItsSuperPixelsAddTogether() {
        Raster map = map(0.4, 0.7, 0.5);
        double sum = 0;
        for (int y = 0; y < 7; y++) {
            for (int x = 0; x < 10; x++) {
                sum += map.at(x, y);
            }
        }
        assertThat(sum / 70).isCloseTo(1.1, within(1e-5));
        assertThat(map.at(15, 15)).isCloseTo(0.5f, within(1e-6f));
    }

    @Test
    void negativeEffectsAreZeroAndLargeOnesClipped() {
        Raster map = map(-0.4, 2.5, 0);
        assertThat(map.at(4, 1)).isZero();
        assertThat(map.at(4, 5)).isEqualTo(3);
    }

    @Test
    void theMeanIsNoMoreThanTheZonesScore() {
        assertThat(map(0.4, 0.4, 0.9, 0.3).at(15, 15)).isCloseTo(0.3f, within(1e-6f));
        assertThat(map(0.4, 0.4, 0.2, 0.3).at(15, 15)).isCloseTo(0.2f, within(1e-6f));
    }

    @Test
    void outsideTheLungsThereIsNothing() {
        assertThat(map(1, 1, 1).at(4, 15)).isZero();
    }
}
