package org.brixianode.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.brixianode.testkit.RleEncoder;
import org.junit.jupiter.api.Test;

final class RleDecoderTest {

    private static final PixelFormat FOUR_BY_FOUR = new PixelFormat(4, 4, 16, 12, 11, false);

    private final RleDecoder decoder = new RleDecoder();

    /** Written by dcmcrle (DCMTK 3.6.7). */
    @Test
    void readsWhatDcmtkWrites() throws IOException {
        byte[] frame =
                HexFormat.of()
                        .parseHex(
                                "02000000400000005200000000000000"
                                        + "00".repeat(48)
                                        + "03000f00030308070800030f000f00fd0000"
                                        + "0300ff11e80300ff010503ff00ff00030708090a");
        assertThat(decoder.decode(frame, FOUR_BY_FOUR))
                .isEqualTo(LosslessJpegTest.FOUR_BY_FOUR_SAMPLES);
    }

    @Property(tries = 300)
    void encodedValuesAreDecodedIdentically(
            @ForAll @Size(min = 1, max = 400) byte[] bytes,
            @ForAll @IntRange(min = 1, max = 4) int repeat,
            @ForAll boolean wide)
            throws IOException {
        short[] cells = new short[bytes.length * repeat];
        for (int i = 0; i < cells.length; i++) {
            byte value = bytes[i / repeat];
            cells[i] = (short) (wide ? value * 257 : value & 0xff);
        }
        int bits = wide ? 16 : 8;
        PixelFormat format = new PixelFormat(1, cells.length, bits, bits, bits - 1, false);
        byte[] frame = RleEncoder.encode(cells, cells.length, bits);
        assertThat(decoder.decode(frame, format)).isEqualTo(cells);
    }

    @Test
    void aFrameThatEndsEarlyIsAnError() {
        byte[] frame = RleEncoder.encode(LosslessJpegTest.FOUR_BY_FOUR_SAMPLES, 4, 16);
        for (int length = 0; length < frame.length - 2; length++) {
            byte[] part = Arrays.copyOf(frame, length);
            assertThatThrownBy(() -> decoder.decode(part, FOUR_BY_FOUR))
                    .as("%d bytes", length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void aWrongNumberOfSegmentsIsAnError() {
        byte[] frame = RleEncoder.encode(new short[16], 4, 8);
        assertThatThrownBy(() -> decoder.decode(frame, FOUR_BY_FOUR))
                .isInstanceOf(IOException.class)
                .hasMessage("1 RLE segments for 16 bits a pixel");
    }
}
