package org.brixianode.bsnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
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
                    8);

    /** First of the ten patterns of the finest scale: after 4 x 2 energies, 1 band, 3 gradients. */
    private static final int PATTERNS = 12;

    private static final int PATTERN_COUNT = 10;
    private static final int SCALES = 3;
    private static final int EIGHT_NOT_DARKER = 8;

    /** First map after patterns and the three spreads: grey itself. */
    private static final int GREY = PATTERNS + SCALES * PATTERN_COUNT + 3;

    private static final int EQUALISED = GREY + 10;

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
        try (ViewReader reader = new ViewReader(READING)) {
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
    void thereAreAsManyMapsAsSaidOfOneValueForEachCell() {
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
        assertThat(mean(maps[GREY])).isCloseTo(0.5, within(1e-6));
        assertThat(mean(maps[EQUALISED])).isCloseTo(0.5, within(0.02));
    }

    @Test
    void patternsOfEachScaleAreSharesOfOne() {
        float[][] maps = maps(noise());
        for (int scale = 0; scale < SCALES; scale++) {
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
    void theFinestPatternsDoNotDependOnContrast() {
        float[] noise = noise();
        float[][] plain = maps(noise);
        float[][] bent = maps(changed(noise, grey -> grey * grey));
        for (int i = 0; i < PATTERN_COUNT; i++) {
            assertThat(bent[PATTERNS + i]).isEqualTo(plain[PATTERNS + i]);
        }
    }

    @Test
    void equalisedGreysDoNotDependOnContrastMuch() {
        float[] noise = noise();
        float[] plain = maps(noise)[EQUALISED];
        float[] bent = maps(changed(noise, grey -> grey * grey))[EQUALISED];
        assertThat(mean(bent)).isCloseTo(mean(plain), within(0.03));
        assertThat(mean(plain)).isCloseTo(0.5, within(0.05));
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
