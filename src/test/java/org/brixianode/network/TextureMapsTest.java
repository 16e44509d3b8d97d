package org.brixianode.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.brixianode.model.Architecture;
import org.junit.jupiter.api.Test;

/** What the fixed maps say of pictures whose texture is known. */
final class TextureMapsTest {

    private static final int SIDE = 128;
    private static final int CELLS = SIDE / TextureMaps.CELL_PX;

    private static final Architecture READING =
            new Architecture(
                    "reading",
                    SIDE,
                    List.of(8, 8, 8, 8),
                    List.of(8, 8, 8, 8, 8),
                    8,
                    8,
                    true,
                    0,
                    1,
                    8,
                    0);

    /** First map of each scale's shapes: gradient, coherence, its square, curvatures. */
    private static final int SHAPES = 9;

    private static final int SHAPE_COUNT = 7;

    /** First of the ten patterns of the finest scale: after 4 x 2 energies, 1 band, shapes. */
    private static final int PATTERNS = SHAPES + 3 * SHAPE_COUNT;

    private static final int PATTERN_COUNT = 10;

    /** Three scales of signs, two of contrasts. */
    private static final int HISTOGRAMS = 5;

    private static final int EIGHT_NOT_DARKER = 8;

    private static float[] picture(IntToDoubleFunction grey) {
        float[] picture = new float[SIDE * SIDE];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (float) grey.applyAsDouble(i);
        }
        return picture;
    }

    private static float[] noise() {
        Random random = new Random(7);
        return picture(i -> 0.2 + 0.6 * random.nextDouble());
    }

    private static float[] changed(float[] picture, DoubleUnaryOperator change) {
        return picture(i -> change.applyAsDouble(picture[i]));
    }

    private static float[][] maps(float[] picture) {
        try (InputExtractor reader = new InputExtractor(READING)) {
            return reader.read(picture).textures();
        }
    }

    private static double mean(float[] map) {
        double sum = 0;
        for (float value : map) {
            sum += value;
        }
        return sum / map.length;
    }

    @Test
    void thereIsTheStatedNumberOfMapsWithOneValuePerCell() {
        float[][] maps = maps(noise());
        assertThat(maps).hasNumberOfRows(TextureMaps.CHANNELS);
        assertThat(maps[0]).hasSize(CELLS * CELLS);
    }

    @Test
    void aFlatPictureHasNoTextureAndEveryNeighbourIsNotDarker() {
        float[][] maps = maps(picture(i -> 0.5));
        for (int band : List.of(0, 2, 4, 6, 8)) {
            assertThat(mean(maps[band])).isCloseTo(0, within(1e-4));
        }
        assertThat(mean(maps[PATTERNS + EIGHT_NOT_DARKER])).isEqualTo(1);
        assertThat(mean(maps[SHAPES])).isZero();
        assertThat(mean(maps[TextureMaps.WIDEST_SPREAD])).isCloseTo(0, within(1e-3));
    }

    @Test
    void everyHistogramOfPatternsSumsToOne() {
        float[][] maps = maps(noise());
        for (int scale = 0; scale < HISTOGRAMS; scale++) {
            for (int cell = 0; cell < CELLS * CELLS; cell++) {
                double sum = 0;
                for (int i = 0; i < PATTERN_COUNT; i++) {
                    sum += maps[PATTERNS + scale * PATTERN_COUNT + i][cell];
                }
                assertThat(sum).isCloseTo(1, within(1e-4));
            }
        }
    }

    /** On a ramp to the right the right neighbours are brighter, those above and below equal. */
    @Test
    void aRampShowsFiveNeighboursNotDarkerInARow() {
        float[][] maps = maps(picture(i -> (i % SIDE) / (double) SIDE));
        int inner = CELLS / 2 * CELLS + CELLS / 2;
        assertThat(maps[PATTERNS + 5][inner]).isEqualTo(1);
    }

    /**
     * A bright pixel's equals lie on the diagonals, not in a row; all around a dark one is bright.
     */
    @Test
    void aCheckerboardIsHalfPatternsOutOfARow() {
        float[][] maps = maps(picture(i -> (i % SIDE + i / SIDE) % 2));
        int inner = CELLS / 2 * CELLS + CELLS / 2;
        assertThat(maps[PATTERNS + PATTERN_COUNT - 1][inner]).isEqualTo(0.5f);
        assertThat(maps[PATTERNS + EIGHT_NOT_DARKER][inner]).isEqualTo(0.5f);
    }

    @Test
    void theFinestPatternsDoNotDependOnBrightness() {
        Random random = new Random(7);
        float[] noise = picture(i -> (60.5 + random.nextInt(100)) / 255);
        float[][] plain = maps(noise);
        float[][] brighter = maps(changed(noise, grey -> grey + 40.0 / 255));
        for (int i = 0; i < PATTERN_COUNT; i++) {
            assertThat(brighter[PATTERNS + i]).isEqualTo(plain[PATTERNS + i]);
        }
    }

    @Test
    void differencesBelowOneGreyOf256AreNone() {
        Random random = new Random(7);
        float[][] maps = maps(picture(i -> (100.1 + 0.8 * random.nextDouble()) / 255));
        assertThat(mean(maps[PATTERNS + EIGHT_NOT_DARKER])).isEqualTo(1);
    }

    /** Contrast twice as strong is as unusual for its surroundings as before. */
    @Test
    void patternsOfContrastDoNotDependOnContrast() {
        float[] noise = noise();
        float[][] plain = maps(noise);
        float[][] weaker = maps(changed(noise, grey -> grey / 2));
        for (int i = 0; i < 2 * PATTERN_COUNT; i++) {
            int map = PATTERNS + 3 * PATTERN_COUNT + i;
            assertThat(mean(weaker[map])).isCloseTo(mean(plain[map]), within(1e-3));
        }
    }

    @Test
    void stripesHaveOneDirectionAndNoiseHasNone() {
        float[][] stripes = maps(picture(i -> 0.5 + 0.3 * Math.sin(i % SIDE * Math.PI / 4)));
        float[][] noise = maps(noise());
        assertThat(mean(stripes[SHAPES + 1])).isGreaterThan(0.95);
        assertThat(mean(noise[SHAPES + 1])).isLessThan(0.4);
    }

    /** A bright dot bends down in its middle, a dark one all around its rim. */
    @Test
    void darkDotsBendDownOverMorePlacesThanBrightOnes() {
        float[] dots = picture(i -> i % SIDE % 16 < 3 && i / SIDE % 16 < 3 ? 0.9 : 0.2);
        int downwards = SHAPES + 5;
        double bright = mean(maps(dots)[downwards]);
        double dark = mean(maps(changed(dots, grey -> 1.1 - grey))[downwards]);
        assertThat(dark).isGreaterThan(bright + 0.05);
    }

    @Test
    void aMirroredPictureHasMirroredMaps() {
        float[] noise = noise();
        float[][] plain = maps(noise);
        float[][] mirrored = maps(picture(i -> noise[i / SIDE * SIDE + SIDE - 1 - i % SIDE]));
        for (int map = 0; map < plain.length; map++) {
            for (int cell = 0; cell < plain[map].length; cell++) {
                int across = cell / CELLS * CELLS + CELLS - 1 - cell % CELLS;
                assertThat(mirrored[map][across]).isCloseTo(plain[map][cell], within(1e-3f));
            }
        }
    }
}
