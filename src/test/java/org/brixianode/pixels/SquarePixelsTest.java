package org.brixianode.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.study.Raster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SquarePixelsTest {

    private static final Raster FOUR_BY_TWO =
            new Raster(4, 2, new float[] {0, 1, 2, 3, 4, 5, 6, 7});

    @Test
    void tallPixelsShrinkTheWidth() {
        Raster square = SquarePixels.of(FOUR_BY_TWO, header(Tag.PixelAspectRatio, VR.IS, "2", "1"));
        assertThat(square.widthPx()).isEqualTo(2);
        assertThat(square.values()).containsExactly(0.5f, 2.5f, 4.5f, 6.5f);
    }

    @Test
    void widePixelsShrinkTheHeight() {
        Raster square =
                SquarePixels.of(FOUR_BY_TWO, header(Tag.ImagerPixelSpacing, VR.DS, "0.1", "0.2"));
        assertThat(square.heightPx()).isEqualTo(1);
        assertThat(square.values()).containsExactly(2, 3, 4, 5);
    }

    @ParameterizedTest
    @CsvSource({"0.2, 0.2", "0.2, 0.2001", "0, 0.2", "-1, 1", "0.001, 1", "x, y"})
    void squareOrImpossiblePixelsStay(String vertical, String horizontal) {
        Attributes header = header(Tag.ImagerPixelSpacing, VR.DS, vertical, horizontal);
        assertThat(SquarePixels.of(FOUR_BY_TWO, header)).isSameAs(FOUR_BY_TWO);
    }

    @Property(tries = 200)
    void theMeanStaysAndThePictureNeverGrows(
            @ForAll @IntRange(min = 8, max = 40) int width,
            @ForAll @IntRange(min = 8, max = 40) int height,
            @ForAll @DoubleRange(min = 0.25, max = 4) double ratio) {
        float[] values = new float[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % width * 0.01f + i / width * 0.02f;
        }
        Raster raster = new Raster(width, height, values);
        Attributes header = header(Tag.PixelSpacing, VR.DS, String.format("%.5f", ratio), "1");
        Raster square = SquarePixels.of(raster, header);
        assertThat(square.widthPx()).isLessThanOrEqualTo(width);
        assertThat(square.heightPx()).isLessThanOrEqualTo(height);
        assertThat(mean(square)).isCloseTo(mean(raster), within(1e-4));
    }

    private static double mean(Raster raster) {
        double sum = 0;
        for (float value : raster.values()) {
            sum += value;
        }
        return sum / raster.values().length;
    }

    private static Attributes header(int tag, VR vr, String... values) {
        Attributes header = new Attributes();
        header.setString(tag, vr, values);
        return header;
    }
}
