package org.brixianode.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.brixianode.testkit.ExtendedJpegEncoder;
import org.junit.jupiter.api.Test;

final class ExtendedJpegTest {

    private static final int COLUMNS = 37;

    /** Coefficients are rounded to integers, so that samples differ a little. */
    @Property(tries = 200)
    void encodedValuesAreDecodedWithinTheRounding(
            @ForAll long seed,
            @ForAll @IntRange(max = 7) int restartBlocks,
            @ForAll @IntRange(min = 1, max = 40) int columns,
            @ForAll @IntRange(min = 1, max = 30) int lines)
            throws IOException {
        short[] samples = samples(seed, columns * lines);
        byte[] codeStream = new ExtendedJpegEncoder(1, restartBlocks).encode(samples, columns);
        short[] decoded = decode(codeStream);
        assertThat(decoded).hasSameSizeAs(samples);
        for (int i = 0; i < samples.length; i++) {
            assertThat(decoded[i] - samples[i]).isBetween(-2, 2);
        }
    }

    @Test
    void aCodeStreamThatEndsEarlyIsAnError() {
        byte[] whole = ExtendedJpegEncoder.fine().encode(samples(3, COLUMNS * 20), COLUMNS);
        for (int length = 0; length < whole.length - 3; length += 3) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> decode(part))
                    .as("%d bytes", length)
                    .isInstanceOf(IOException.class);
        }
    }

    /** Any bytes after a valid header end in samples or an error of this package. */
    @Property(tries = 500)
    void randomDataIsDecodedOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] header = new ExtendedJpegEncoder(255, 0).encode(new short[900], 30);
        int start = header.length - 60;
        byte[] codeStream = Arrays.copyOf(header, start + 2000);
        for (int i = start; i < codeStream.length; i++) {
            codeStream[i] = (byte) random.nextInt(255);
        }
        try {
            assertThat(decode(codeStream)).hasSize(900);
        } catch (IOException e) {
            assertThat(e.getMessage()).contains("JPEG");
        }
    }

    @Test
    void tablesWithoutEndAreRefused() {
        byte[] codeStream = new byte[2 + 100 * 21];
        codeStream[0] = (byte) 0xff;
        codeStream[1] = (byte) 0xd8;
        for (int i = 2; i < codeStream.length; i += 21) {
            codeStream[i] = (byte) 0xff;
            codeStream[i + 1] = (byte) 0xc4;
            codeStream[i + 3] = 19;
        }
        assertThatThrownBy(() -> JpegHeader.of(codeStream))
                .isInstanceOf(IOException.class)
                .hasMessage("more than 64 tables in a JPEG header");
    }

    private static short[] decode(byte[] codeStream) throws IOException {
        return ExtendedJpeg.decode(JpegHeader.of(codeStream), codeStream);
    }

    private static short[] samples(long seed, int count) {
        Random random = new Random(seed);
        short[] samples = new short[count];
        int value = 2000;
        for (int i = 0; i < count; i++) {
            int jump = 1 << random.nextInt(12);
            value = Math.max(0, Math.min(4095, value + random.nextInt(jump) - jump / 2));
            samples[i] = (short) value;
        }
        return samples;
    }
}
