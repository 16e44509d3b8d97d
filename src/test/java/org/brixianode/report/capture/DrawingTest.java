package org.brixianode.report.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.brixianode.study.HeatKind;
import org.brixianode.study.Raster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scaling, grey values, colours and text outlines. */
final class DrawingTest {

    private static Raster disc(double radius) {
        int n = 64;
        float[] values = new float[n * n];
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                double r = Math.hypot((x + .5) / n - .5, (y + .5) / n - .5);
                values[y * n + x] = (float) Math.max(0, 1 - r / radius / 2);
            }
        }
        return new Raster(n, n, values);
    }

    private static float[] scaled(Raster raster, int width, int height, int row) {
        Resampler resampler = new Resampler(raster, width, height);
        float[] line = new float[width];
        for (int y = 0; y <= row; y++) {
            resampler.row(y, line);
        }
        return line;
    }

    @Test
    void scalingByOneChangesNothing() {
        Raster raster = disc(.4);
        float[] line = scaled(raster, 64, 64, 20);
        for (int x = 0; x < line.length; x++) {
            assertThat(line[x]).isCloseTo(raster.at(x, 20), within(1e-6f));
        }
    }

    @Test
    void scalingKeepsAConstantAndALinearRampInPlace() {
        float[] values = new float[300 * 200];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 300 + .5f) / 300;
        }
        Raster ramp = new Raster(300, 200, values);
        for (int width : new int[] {70, 300, 900}) {
            float[] line = scaled(ramp, width, 150, 149);
            for (int x = width / 10; x < width - width / 10; x++) {
                assertThat(line[x]).isCloseTo((x + .5f) / width, within(1e-4f));
            }
        }
    }

    @Test
    void shrinkingDoesNotAlias() {
        float[] values = new float[400 * 400];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 400 + i / 400) % 2;
        }
        for (float value : scaled(new Raster(400, 400, values), 150, 150, 75)) {
            assertThat(value).isCloseTo(.5f, within(.02f));
        }
    }

    @Test
    void theWindowIgnoresAFewExtremePixels() {
        float[] values = new float[200 * 200];
        Arrays.fill(values, .4f);
        for (int i = 0; i < values.length; i += 2) {
            values[i] = .8f;
        }
        values[200 * 100 + 100] = 1;
        GreyWindow window = GreyWindow.of(new Raster(200, 200, values));
        assertThat(window.black()).isCloseTo(.4, within(.01));
        assertThat(window.white()).isCloseTo(.8, within(.01));
        assertThat(window.level(.6f)).isCloseTo(127.5f, within(2f));
        assertThat(window.level(1f)).isEqualTo(255);
    }

    @Test
    void textHasTheWidthItSays() {
        double width = Typeface.BOLD.width("H18", 100);
        assertThat(Typeface.BOLD.outline("H18", 7, 50, 100).getBounds2D().getMaxX())
                .isBetween(7 + width - 12, 7 + width);
        assertThat(Typeface.REGULAR.width("0123", 10))
                .as("digits are of one width")
                .isCloseTo(4 * Typeface.REGULAR.width("1", 10), within(1e-9));
        assertThat(Typeface.REGULAR.outline("\u4e00", 0, 0, 10).getBounds2D().isEmpty()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(HeatKind.class)
    void lightnessFallsWithSeverity(HeatKind kind) {
        double before = 256;
        ColourRamp ramp = new ColourRamp(1, kind);
        for (double severity = .3; severity <= 3; severity += .3) {
            int rgb = new ColourRamp(3 / severity, kind).blend(128, severity);
            double luma =
                    .2126 * (rgb >> 16 & 0xff) + .7152 * (rgb >> 8 & 0xff) + .0722 * (rgb & 0xff);
            assertThat(luma).isLessThan(before);
            before = luma;
        }
        assertThat(ramp.blend(77, 0)).isEqualTo(0x4D4D4D);
    }
}
