package org.brixianode.score.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.brixianode.study.Affine;
import org.brixianode.study.Zone;
import org.junit.jupiter.api.Test;

final class LocalEffectsTest {

    /** A grid of 8 x 10 super-pixels that fills the frame. */
    private static final int COLUMNS = 8;

    private static final int ROWS = 10;
    private static final int CELL_PX = 10;
    private static final int SIDE = ROWS * CELL_PX;
    private static final int REPLICAS = 48;
    private static final ZoneFinder ZONES = new ZoneFinder(Affine.IDENTITY, SIDE);

    private static SuperPixels grid() {
        int[] labels = new int[SIDE * SIDE];
        for (int i = 0; i < labels.length; i++) {
            int column = i % SIDE * COLUMNS / SIDE;
            labels[i] = i / SIDE / CELL_PX * COLUMNS + column;
        }
        return new SuperPixels(SIDE, COLUMNS * ROWS, labels);
    }

    private static Zone zone(int label) {
        int x = (label % COLUMNS * SIDE + SIDE / 2) / COLUMNS;
        int y = label / COLUMNS * CELL_PX + CELL_PX / 2;
        return ZONES.at(y * SIDE + x);
    }

    private static double correlation(double[] one, double[] other, Zone zone) {
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < one.length; i++) {
            if (zone(i) == zone) {
                labels.add(i);
            }
        }
        double meanOne = labels.stream().mapToDouble(i -> one[i]).average().orElseThrow();
        double meanOther = labels.stream().mapToDouble(i -> other[i]).average().orElseThrow();
        double both = 0;
        double squaresOne = 0;
        double squaresOther = 0;
        for (int i : labels) {
            both += (one[i] - meanOne) * (other[i] - meanOther);
            squaresOne += Math.pow(one[i] - meanOne, 2);
            squaresOther += Math.pow(other[i] - meanOther, 2);
        }
        return both / Math.sqrt(squaresOne * squaresOther);
    }

    /** Each super-pixel adds something of its own to its zone and a little to all others. */
    private static double[][] truth(Random random) {
        double[][] truth = new double[Zone.values().length][COLUMNS * ROWS];
        for (int label = 0; label < COLUMNS * ROWS; label++) {
            double own = 0.3 * random.nextDouble();
            for (Zone zone : Zone.values()) {
                truth[zone.ordinal()][label] = zone(label) == zone ? own : 0.01;
            }
        }
        return truth;
    }

    @Test
    void fewerReplicasThanSuperPixelsTellThoseOfAZoneApart() {
        double[][] truth = truth(new Random(3));
        SuperPixels areas = grid();
        float[] picture = new float[SIDE * SIDE];
        Replicas replicas = new Replicas(picture, picture, areas);
        List<boolean[]> kept = new ArrayList<>();
        List<double[]> expected = new ArrayList<>();
        for (int i = 0; i < REPLICAS; i++) {
            boolean[] one = replicas.next();
            double[] scores = new double[Zone.values().length];
            for (int label = 0; label < one.length; label++) {
                for (int zone = 0; zone < scores.length; zone++) {
                    scores[zone] += one[label] ? truth[zone][label] : 0;
                }
            }
            kept.add(one);
            expected.add(scores);
        }
        double[][] effects = LocalEffects.of(areas, ZONES, kept, expected);
        for (Zone zone : Zone.values()) {
            double[] found = effects[zone.ordinal()];
            assertThat(correlation(found, truth[zone.ordinal()], zone))
                    .as("zone %s", zone)
                    .isGreaterThan(0.85);
        }
    }

    @Test
    void aSuperPixelElsewhereHasNoEffectAndOneOnTheBorderHasBoth() {
        int[] labels = new int[SIDE * SIDE];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i / SIDE < SIDE / 2 ? 0 : i % SIDE < SIDE / 2 ? 1 : 2;
        }
        List<boolean[]> kept = new ArrayList<>();
        List<double[]> expected = new ArrayList<>();
        for (int i = 0; i < 800; i++) {
            boolean[] one = {(i & 1) > 0, (i & 2) > 0, (i & 4) > 0};
            double[] scores = new double[Zone.values().length];
            scores[Zone.A.ordinal()] = (one[0] ? 1 : 0) + (one[1] ? 0.25 : 0);
            scores[Zone.D.ordinal()] = one[0] ? 0.5 : 0;
            kept.add(one);
            expected.add(scores);
        }
        double[][] effects =
                LocalEffects.of(new SuperPixels(SIDE, 3, labels), ZONES, kept, expected);
        assertThat(effects[Zone.A.ordinal()]).containsExactly(new double[] {1, 0, 0}, within(0.02));
        assertThat(effects[Zone.D.ordinal()])
                .containsExactly(new double[] {0.5, 0, 0}, within(0.02));
        assertThat(effects[Zone.C.ordinal()]).containsExactly(new double[3], within(0.02));
    }
}
