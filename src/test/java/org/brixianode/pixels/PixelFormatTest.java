package org.brixianode.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PixelFormatTest {

    @Property
    void aSignedValueSurvivesItsCell(
            @ForAll @IntRange(min = 8, max = 16) int stored,
            @ForAll @IntRange(min = 0, max = 8) int above,
            @ForAll short others,
            @ForAll int seed) {
        int highBit = Math.min(15, stored - 1 + above);
        PixelFormat format = new PixelFormat(1, 1, 16, stored, highBit, true);
        int value = (seed << Integer.SIZE - stored) >> Integer.SIZE - stored;
        int shift = highBit + 1 - stored;
        int mask = format.levels() - 1 << shift;
        short cell = (short) (others & ~mask | value << shift & mask);
        assertThat(format.value(format.code(cell))).isEqualTo(value);
    }

    @Property
    void anUnsignedValueSurvivesItsCell(
            @ForAll @IntRange(min = 8, max = 16) int stored, @ForAll short cell) {
        PixelFormat format = new PixelFormat(1, 1, 16, stored, stored - 1, false);
        assertThat(format.value(format.code(cell))).isEqualTo(cell & format.levels() - 1);
    }

    @Test
    void sizesAreRefusedBeforeAnythingIsAllocated() {
        PixelsConfig config = PixelsConfig.defaults();
        assertRefused(
                header(65535, 65535, 16, 12, 11),
                config,
                "65535 x 65535 pixels, more in all than pixels.max-pixels = 28000000");
        assertRefused(
                header(100, 3000, 16, 12, 11),
                config,
                "3000 x 100 pixels, a side is shorter than pixels.min-side = 200");
        assertRefused(new Attributes(), config, "0 x 0 pixels, a side is shorter");
    }

    @ParameterizedTest
    @CsvSource({"32, 32, 31", "1, 1, 0", "16, 17, 16", "16, 4, 3", "16, 12, 10", "16, 12, 16"})
    void impossibleBitsAreRefused(int allocated, int stored, int highBit) {
        assertRefused(
                header(300, 300, allocated, stored, highBit),
                PixelsConfig.defaults(),
                "pixels of " + stored + " bits in cells of " + allocated);
    }

    @Test
    void configurationRefusesNonsense() {
        assertThatThrownBy(() -> new PixelsConfig(0, 200))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PixelsConfig(Integer.MAX_VALUE, 200))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PixelsConfig(1000, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(PixelsConfig.defaults()).isEqualTo(new PixelsConfig(28_000_000, 200));
    }

    private static void assertRefused(Attributes header, PixelsConfig config, String reason) {
        assertThatThrownBy(() -> PixelFormat.of(header, config))
                .isInstanceOf(NotScorable.class)
                .hasMessageContaining(reason);
    }

    private static Attributes header(int rows, int columns, int allocated, int stored, int high) {
        Attributes header = new Attributes();
        header.setInt(Tag.Rows, VR.US, rows);
        header.setInt(Tag.Columns, VR.US, columns);
        header.setInt(Tag.BitsAllocated, VR.US, allocated);
        header.setInt(Tag.BitsStored, VR.US, stored);
        header.setInt(Tag.HighBit, VR.US, high);
        return header;
    }
}
