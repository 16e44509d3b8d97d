package org.brixianode.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.pixels.Window.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WindowTest {

    private static final double[] INPUTS = {-1024, -160, -159, 0, 39, 40, 41, 239, 240, 1000};

    /** Expected: pydicom 3.0.2 apply_windowing, its output range mapped to 0..1. */
    @Test
    void agreesWithPydicom() {
        assertWindow(
                new Window(Function.LINEAR, 40, 400),
                0,
                0,
                0.0025063,
                0.4010025,
                0.4987469,
                0.5012531,
                0.5037594,
                1,
                1,
                1);
        assertWindow(
                new Window(Function.LINEAR_EXACT, 40, 400),
                0,
                0,
                0.0025,
                0.4,
                0.4975,
                0.5,
                0.5025,
                0.9975,
                1,
                1);
        assertWindow(
                new Window(Function.SIGMOID, 40, 400),
                2.39e-05,
                0.1192029,
                0.1202569,
                0.4013123,
                0.4975,
                0.5,
                0.5025,
                0.8797431,
                0.8807971,
                0.9999323);
        assertWindow(new Window(Function.LINEAR, 40, 1), 0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
    }

    private static void assertWindow(Window window, double... expected) {
        for (int i = 0; i < INPUTS.length; i++) {
            assertThat(window.apply(INPUTS[i]))
                    .as("%s of %s", window, INPUTS[i])
                    .isCloseTo(expected[i], within(1e-7));
        }
    }

    @Property
    void risesFromBlackToWhite(
            @ForAll Function function,
            @ForAll @DoubleRange(min = -5000, max = 70000) double center,
            @ForAll @DoubleRange(min = 1, max = 70000) double width,
            @ForAll @DoubleRange(min = -70000, max = 70000) double x,
            @ForAll @DoubleRange(min = 0, max = 70000) double step) {
        Window window = new Window(function, center, width);
        assertThat(window.apply(x)).isBetween(0.0, 1.0);
        assertThat(window.apply(x + step)).isGreaterThanOrEqualTo(window.apply(x));
    }

    @Property
    void spansAnIntervalExactly(
            @ForAll @DoubleRange(min = -70000, max = 70000) double low,
            @ForAll @DoubleRange(min = 0.01, max = 70000) double width) {
        Window window = Window.spanning(low, low + width);
        assertThat(window.apply(low)).isCloseTo(0, within(1e-6));
        assertThat(window.apply(low + width / 2)).isCloseTo(0.5, within(1e-6));
        assertThat(window.apply(low + width)).isCloseTo(1, within(1e-6));
    }

    @Test
    void thoseOfLegalWidthAreInTheirOrder() {
        Attributes header = header("40\\2000\\7\\8", "400\\9000\\0");
        assertThat(Window.of(header))
                .containsExactly(
                        new Window(Function.LINEAR, 40, 400),
                        new Window(Function.LINEAR, 2000, 9000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LINEAR", "LINEAR_EXACT", "SIGMOID"})
    void theFunctionIsReadFromTheHeader(String name) {
        Attributes header = header("40", "400");
        header.setString(Tag.VOILUTFunction, VR.CS, name.toUpperCase(Locale.ROOT));
        assertThat(Window.of(header).get(0).function()).isEqualTo(Function.valueOf(name));
    }

    @ParameterizedTest
    @CsvSource({"40, 0", "40, -5", "40, 0.5", "40, many", "'', 400", "40, ''"})
    void anIllegalWindowIsNone(String center, String width) {
        assertThat(Window.of(header(center, width))).isEmpty();
    }

    private static Attributes header(String center, String width) {
        Attributes header = new Attributes();
        header.setString(Tag.WindowCenter, VR.DS, center.split("\\\\"));
        header.setString(Tag.WindowWidth, VR.DS, width.split("\\\\"));
        return header;
    }
}
