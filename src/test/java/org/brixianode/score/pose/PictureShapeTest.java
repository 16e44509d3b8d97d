package org.brixianode.score.pose;

import static org.assertj.core.api.Assertions.assertThat;

import org.brixianode.study.Raster;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PictureShapeTest {

    /** Films of 35 x 43 cm either way, square detectors, and halves of them. */
    @ParameterizedTest
    @CsvSource({
        "350, 430, ''",
        "430, 350, ''",
        "430, 430, ''",
        "175, 430, too high for a whole chest (175 x 430 pixels)",
        "215, 350, too high",
        "350, 200, too wide for a whole chest (350 x 200 pixels)",
        "430, 175, too wide"
    })
    void halvesOfAChestAreRefused(int width, int height, String reason) {
        Raster picture = new Raster(width, height, new float[width * height]);
        assertThat(PictureShape.refusal(picture).orElse("")).contains(reason);
        assertThat(PictureShape.refusal(picture).isEmpty()).isEqualTo(reason.isEmpty());
    }
}
