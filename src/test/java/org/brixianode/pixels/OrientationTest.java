package org.brixianode.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.study.Orientation;
import org.brixianode.study.Raster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OrientationTest {

    /** Upright: 1 2 3 over 4 5 6. */
    @ParameterizedTest
    @CsvSource({
        "L, F, 3, 1 2 3 4 5 6",
        "R, F, 3, 3 2 1 6 5 4",
        "L, H, 3, 4 5 6 1 2 3",
        "R, H, 3, 6 5 4 3 2 1",
        "F, L, 2, 1 4 2 5 3 6",
        "H, L, 2, 4 1 5 2 6 3",
        "F, R, 2, 3 6 2 5 1 4",
        "H, R, 2, 6 3 5 2 4 1"
    })
    void everyFrontalOrientationBecomesUpright(char row, char column, int width, String pixels) {
        String[] numbers = pixels.split(" ");
        float[] values = new float[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(numbers[i]);
        }
        Raster upright =
                new Orientation(row, column)
                        .upright(new Raster(width, values.length / width, values));
        assertThat(upright.widthPx()).isEqualTo(3);
        assertThat(upright.values()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void theMainDirectionCounts() {
        assertThat(OrientationReader.of(header("LP", "FR"))).contains(Orientation.UPRIGHT);
    }

    @ParameterizedTest
    @CsvSource({
        "R, F, mirrored left to right",
        "L, H, mirrored top to bottom",
        "R, H, rotated by 180 degrees",
        "F, R, rotated by 90 degrees",
        "H, L, rotated by 90 degrees",
        "F, L, mirrored and rotated by 90 degrees",
        "H, R, mirrored and rotated by 90 degrees"
    })
    void anImageThatIsNotShownAsStoredHasARemark(char row, char column, String change) {
        assertThat(new Orientation(row, column).remark())
                .contains(
                        "Orientation: image %s, by its Patient Orientation %s, %s."
                                .formatted(change, row, column));
    }

    @Test
    void anUprightImageHasNoRemark() {
        assertThat(Orientation.UPRIGHT.remark()).isEmpty();
    }

    @Test
    void missingValuesAreNotGuessed() {
        assertThat(OrientationReader.of(new Attributes())).isEmpty();
        assertThat(OrientationReader.of(header("L"))).isEmpty();
        assertThat(OrientationReader.of(header("CR", "DI"))).isEmpty();
    }

    private static Attributes header(String... values) {
        Attributes header = new Attributes();
        header.setString(Tag.PatientOrientation, VR.CS, values);
        return header;
    }
}
