package org.brixianode.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.brixianode.model.Clahe;
import org.brixianode.model.HistogramEqualisation;
import org.brixianode.model.MedianFilter;
import org.brixianode.model.PercentileClip;
import org.brixianode.model.Preprocessing;
import org.brixianode.model.Preprocessing.Contrast;
import org.brixianode.model.Preprocessing.Resize;
import org.brixianode.study.Raster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against NumPy, SciPy and scikit-image, whose results lie beside the script that made them. */
final class ReferenceVectorsTest {

    private static final Path FOLDER = Path.of("src/test/resources/preprocessing");
    private static final float TOLERANCE = 1e-4f;

    private static Raster read(String name) throws IOException {
        List<String> lines = Files.readAllLines(FOLDER.resolve(name));
        int width = lines.get(0).split(",").length;
        float[] values = new float[width * lines.size()];
        int count = 0;
        for (String line : lines) {
            for (String value : line.split(",")) {
                values[count++] = Float.parseFloat(value);
            }
        }
        return new Raster(width, lines.size(), values);
    }

    private static void assertSame(float[] values, String name) throws IOException {
        float[] expected = read(name).values();
        assertThat(values).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(values[i])
                    .as("%s, value %d", name, i)
                    .isCloseTo(expected[i], within(TOLERANCE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"even", "uneven"})
    void claheIsThatOfScikitImage(String picture) throws IOException {
        Raster grey = read(picture + "-grey.csv");
        assertSame(Clahe.apply(grey).values(), picture + "-clahe.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"even", "uneven"})
    void claheMedianAndClipAreThoseOfScikitImageAndNumPy(String picture) throws IOException {
        Raster filtered = MedianFilter.apply(Clahe.apply(read(picture + "-grey.csv")));
        assertSame(PercentileClip.apply(filtered.values()), picture + "-clahe-median-clip.csv");
    }

    @Test
    void equalisationIsThatOfNumPy() throws IOException {
        Raster grey = read("equalise-grey.csv");
        assertSame(HistogramEqualisation.apply(grey.values()), "equalise-4096.csv");
    }

    @Test
    void aModelWithClahePreprocessingGetsIt() throws IOException {
        Raster grey = square(read("equalise-grey.csv"), 96);
        float[] prepared =
                new Preprocessing(Resize.AREA, Contrast.CLAHE_MEDIAN_CLIP).apply(grey, 96);
        float[] expected = PercentileClip.apply(MedianFilter.apply(Clahe.apply(grey)).values());
        assertThat(prepared).containsExactly(expected, within(TOLERANCE));
        assertThat(Preprocessing.label(Contrast.CLAHE_MEDIAN_CLIP)).isEqualTo("clahe-median-clip");
    }

    @Test
    void aConstantPictureStaysFinite() {
        Preprocessing clahe = new Preprocessing(Resize.AREA, Contrast.CLAHE_MEDIAN_CLIP);
        assertThat(clahe.apply(new Raster(30, 20, new float[600]), 64)).containsOnly(0f);
    }

    private static Raster square(Raster source, int sidePx) {
        float[] values = new float[sidePx * sidePx];
        for (int i = 0; i < values.length; i++) {
            values[i] = source.at(i % sidePx, i / sidePx);
        }
        return new Raster(sidePx, sidePx, values);
    }
}
