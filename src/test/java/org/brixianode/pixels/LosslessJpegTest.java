package org.brixianode.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.brixianode.testkit.LosslessJpegEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LosslessJpegTest {

    static final short[] FOUR_BY_FOUR_SAMPLES = {
        0, 4095, 17, 1000, 2048, 2047, 2049, 5, 4095, 0, 4095, 0, 7, 8, 9, 10
    };

    /** Written by dcmcjpeg (DCMTK 3.6.7) with selection values 1, 4 and 7; 12 bits. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ffd8ffe000104a46494600010100000100010000ffc3000b100004000401011100"
                        + "ffc4001900010100030100000000000000000000000c01020a0b10ffda00080101"
                        + "00010000f3ff00c023beba00265c00fbff008001ff00e000003db7ffffd9",
                "ffd8ffe000104a46494600010100000100010000ffc3000b100004000401011100"
                        + "ffc4001800010100030000000000000000000000000c0d0a0b10ffda0008010100"
                        + "040000e7ff0080473d74004fff007f810b37ff008005ff00a7fc003d000000d000"
                        + "ffffd9",
                "ffd8ffe000104a46494600010100000100010000ffc3000b100004000401011100"
                        + "ffc4001800010101010100000000000000000000000c0b030a10ffda0008010100"
                        + "070000f3ff00c023deba0027ff00dfcc842ffe4005ff009ff400fac0176fffd9"
            })
    void readsWhatDcmtkWrites(String codeStream) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(codeStream);
        assertThat(LosslessJpeg.decode(JpegHeader.of(bytes), bytes))
                .isEqualTo(FOUR_BY_FOUR_SAMPLES);
    }

    @Property(tries = 400)
    void encodedValuesAreDecodedIdentically(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 16) int precision,
            @ForAll @IntRange(min = 1, max = 7) int predictor,
            @ForAll @IntRange(min = 0, max = 3) int restartLines,
            @ForAll @IntRange(min = 1, max = 30) int columns,
            @ForAll @IntRange(min = 1, max = 20) int lines)
            throws IOException {
        short[] samples = samples(seed, precision, columns * lines);
        byte[] codeStream =
                new LosslessJpegEncoder(precision, predictor, 0, restartLines)
                        .encode(samples, columns);
        assertThat(LosslessJpeg.decode(JpegHeader.of(codeStream), codeStream)).isEqualTo(samples);
    }

    @Property(tries = 100)
    void aPointTransformLosesTheLowBitsOnly(
            @ForAll long seed,
            @ForAll @IntRange(min = 8, max = 16) int precision,
            @ForAll @IntRange(min = 1, max = 7) int predictor,
            @ForAll @IntRange(min = 1, max = 4) int point)
            throws IOException {
        short[] samples = samples(seed, precision, 12 * 9);
        byte[] codeStream =
                new LosslessJpegEncoder(precision, predictor, point, 0).encode(samples, 12);
        short[] expected = samples.clone();
        for (int i = 0; i < expected.length; i++) {
            expected[i] &= (short) (-1 << point);
        }
        assertThat(LosslessJpeg.decode(JpegHeader.of(codeStream), codeStream)).isEqualTo(expected);
    }

    @Test
    void aCodeStreamThatEndsEarlyIsAnError() {
        byte[] whole = LosslessJpegEncoder.sv1(12).encode(FOUR_BY_FOUR_SAMPLES, 4);
        for (int length = 0; length < whole.length - 3; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> LosslessJpeg.decode(JpegHeader.of(part), part))
                    .as("%d bytes", length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void theHeaderTellsProcessAndSize() throws IOException {
        JpegHeader header =
                JpegHeader.of(LosslessJpegEncoder.sv1(12).encode(FOUR_BY_FOUR_SAMPLES, 4));
        assertThat(header.isLossless()).isTrue();
        assertThat(header.isDct()).isFalse();
        assertThat(header.isJpegLs()).isFalse();
        assertThat(header.frame()).isEqualTo(new JpegHeader.Frame(3, 12, 4, 4, 1));
    }

    /** A random walk with jumps, so that all categories of differences occur. */
    private static short[] samples(long seed, int precision, int count) {
        Random random = new Random(seed);
        short[] samples = new short[count];
        int value = 0;
        for (int i = 0; i < count; i++) {
            value += random.nextInt(1 << random.nextInt(precision + 1)) - (1 << precision - 2);
            samples[i] = (short) (value & (1 << precision) - 1);
        }
        return samples;
    }
}
