package org.brixianode.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.brixianode.study.Raster;
import org.junit.jupiter.api.Test;

final class PreprocessingTest {

    private static final Preprocessing EQUALISED =
            new Preprocessing(Preprocessing.Resize.AREA, Preprocessing.Contrast.EQUALISE_4096);

    private static Raster gradient(int width, int height) {
        float[] values = new float[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.pow((i % width + 0.5) / width, 3);
        }
        return new Raster(width, height, values);
    }

    @Test
    void equalisationMakesAnyMonotoneGreyScaleTheSame() {
        Raster cubic = gradient(256, 256);
        float[] squared = new float[cubic.values().length];
        for (int i = 0; i < squared.length; i++) {
            squared[i] = (float) Math.pow(cubic.values()[i], 0.5);
        }
        float[] one = EQUALISED.apply(cubic, 256);
        float[] other = EQUALISED.apply(new Raster(256, 256, squared), 256);
        for (int i = 0; i < one.length; i++) {
            assertThat(one[i]).isCloseTo(other[i], within(0.08f));
        }
    }

    @Test
    void equalisedGreysAreSpreadEvenly() {
        float[] equalised = EQUALISED.apply(gradient(256, 256), 256);
        int dark = 0;
        for (float grey : equalised) {
            assertThat(grey).isBetween(0f, 1f);
            dark += grey < 0.5f ? 1 : 0;
        }
        assertThat(dark / (double) equalised.length).isBetween(0.45, 0.55);
    }

    @Test
    void aConstantPictureStaysFinite() {
        float[] black = Preprocessing.DEFAULT.apply(new Raster(300, 200, new float[60000]), 128);
        assertThat(black).hasSize(128 * 128).containsOnly(0f);
    }

    @Test
    void areaResamplingKeepsTheMean() {
        Raster source = gradient(300, 170);
        Raster shrunk = Resampling.area(source, 64, 64);
        assertThat(mean(shrunk)).isCloseTo(mean(source), within(1e-4));
    }

    @Test
    void bilinearResamplingOfARampIsTheRamp() {
        float[] ramp = new float[64];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i;
        }
        Raster shrunk = Resampling.bilinear(new Raster(64, 1, ramp), 16, 1);
        for (int i = 0; i < 16; i++) {
            assertThat(shrunk.at(i, 0)).isCloseTo(4 * i + 1.5f, within(1e-4f));
        }
    }

    @Test
    void labelsSurviveTheWayThroughModelJson() {
        for (Preprocessing.Contrast contrast : Preprocessing.Contrast.values()) {
            assertThat(
                            Preprocessing.labelled(
                                    Preprocessing.Contrast.class, Preprocessing.label(contrast)))
                    .isEqualTo(contrast);
        }
        assertThat(Preprocessing.label(Preprocessing.Contrast.EQUALISE_4096))
                .isEqualTo("equalise-4096");
    }

    private static double mean(Raster raster) {
        double sum = 0;
        for (float value : raster.values()) {
            sum += value;
        }
        return sum / raster.values().length;
    }
}
