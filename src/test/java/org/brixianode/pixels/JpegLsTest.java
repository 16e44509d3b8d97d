package org.brixianode.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.brixianode.testkit.JpegLsEncoder;
import org.junit.jupiter.api.Test;

final class JpegLsTest {

    private static final int COLUMNS = 37;

    private static final String STRIPES =
            "/9j/9wALCABAAEABAREA/9oACAEBAAEAAP0AAALK/gAAAWU0mpAAAAYXQnptNoABdtttgAAu"
                    + "mebGq4eWmmunlp5aaa6eWnlpprp5aeWmmunlp5aaa6eWnlpprp5aeWmmunlp5aaa6eWnlppr"
                    + "p5aeWmmunlp5aaa6eWnlpprp5aeWmmunlp5aaa6eWnlpprp5aeWmmunlp5aaa6eWnlpprp5a"
                    + "eWmmunlp5aaa6eWnlpprp5aeWmmunlp5aaa6eWnlpprp5aeWmmunlp5aaa6eWnlpprp5aeWm"
                    + "munlp5aaa6eWnlppq38q/X/G/yaNdPLTnpprpppz00100056aa6aac9NNdNNOemmummnPTTX"
                    + "TTTnpprpppz00100056aa6aac9NNdNNOemmummnPTTXTTTnpprpppz00100056aa6aac9NNd"
                    + "NNOemmummnPTTXTTTnpprpppz00100056aa6aac9NNdNNOemmummnPTTXTTTnpprpppz0010"
                    + "0056aa6aac9NNdNNOemmummnPTSIf/hpo5v/f/TTTTTTSP/Z";

    @Property(tries = 400)
    void encodedValuesAreDecodedWithinTheDeviation(
            @ForAll long seed,
            @ForAll @IntRange(min = 8, max = 16) int precision,
            @ForAll @IntRange(max = 4) int near,
            @ForAll @IntRange(max = 5) int restartLines,
            @ForAll @IntRange(min = 1, max = 60) int columns,
            @ForAll @IntRange(min = 1, max = 40) int lines)
            throws Exception {
        short[] samples = samples(seed, precision, columns * lines);
        byte[] codeStream =
                new JpegLsEncoder(precision, near, restartLines).encode(samples, columns);
        short[] decoded = decode(codeStream);
        assertThat(decoded).hasSameSizeAs(samples);
        for (int i = 0; i < samples.length; i++) {
            assertThat((decoded[i] & 0xffff) - (samples[i] & 0xffff)).isBetween(-near, near);
        }
    }

    /**
     * Written by dcmcjpls (DCMTK 3.6.7) with a deviation of 1: a run that the sample above ends,
     * with an error of 0.
     */
    @Test
    void aRunMayEndWithoutAnError() throws Exception {
        short[] decoded = decode(Base64.getDecoder().decode(STRIPES));
        for (int i = 0; i < decoded.length; i++) {
            int x = i % 64;
            int expected = x / 9 % 3 * 20_000 + i / 64 / 31 * 500 >> 8;
            assertThat(decoded[i] - expected).as("sample %d", i).isBetween(-1, 1);
        }
    }

    @Test
    void aCodeStreamThatEndsEarlyIsAnError() {
        byte[] whole = JpegLsEncoder.lossless(12).encode(samples(4, 12, COLUMNS * 20), COLUMNS);
        for (int length = 0; length < whole.length - 3; length += 3) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> decode(part))
                    .as("%d bytes", length)
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aMissingRestartMarkerIsAnError() {
        byte[] codeStream = new JpegLsEncoder(12, 0, 4).encode(samples(5, 12, 740), COLUMNS);
        for (int i = 40; i < codeStream.length - 2; i++) {
            if (codeStream[i] == (byte) 0xff && codeStream[i + 1] < 0) {
                byte[] damaged = codeStream.clone();
                damaged[i + 1] = (byte) 0xd9;
                assertThatThrownBy(() -> decode(damaged)).isInstanceOf(IOException.class);
            }
        }
    }

    /** Any bytes after a valid header end in samples or an error of this package. */
    @Property(tries = 500)
    void randomDataIsDecodedOrRefused(
            @ForAll long seed,
            @ForAll @IntRange(min = 8, max = 16) int precision,
            @ForAll @IntRange(max = 63) int near)
            throws NotScorable {
        Random random = new Random(seed);
        byte[] header = new JpegLsEncoder(precision, near, 0).encode(new short[900], 30);
        byte[] codeStream = Arrays.copyOf(header, 2000);
        for (int i = 25; i < codeStream.length; i++) {
            codeStream[i] = (byte) (random.nextInt(1 << 1 + random.nextInt(8)));
        }
        try {
            assertThat(decode(codeStream)).hasSize(900);
        } catch (IOException e) {
            assertThat(e.getMessage()).contains("JPEG");
        }
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        int largest = 0xffff;
        int[][] presets = {
            {0, 0, 0, 0, 2}, {largest, 0, 0, 0, 0}, {4095, 9, 8, 0, 0}, {4095, 0, 0, 5000, 0},
        };
        byte[] whole = JpegLsEncoder.lossless(12).encode(new short[16], 4);
        for (int[] values : presets) {
            byte[] codeStream = new byte[whole.length + 15];
            System.arraycopy(whole, 0, codeStream, 0, 2);
            byte[] segment = {(byte) 0xff, (byte) 0xf8, 0, 13, 1};
            System.arraycopy(segment, 0, codeStream, 2, segment.length);
            for (int i = 0; i < values.length; i++) {
                codeStream[7 + 2 * i] = (byte) (values[i] >> 8);
                codeStream[8 + 2 * i] = (byte) values[i];
            }
            System.arraycopy(whole, 2, codeStream, 17, whole.length - 2);
            assertThatThrownBy(() -> decode(codeStream))
                    .as("%s", Arrays.toString(values))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("JPEG-LS parameters out of range for 12 bits");
        }
    }

    @Test
    void aMappingTableIsRefusedByName() {
        byte[] codeStream = JpegLsEncoder.lossless(8).encode(new short[16], 4);
        codeStream[21] = 1;
        assertThatThrownBy(() -> decode(codeStream))
                .isInstanceOf(NotScorable.class)
                .hasMessage(
                        "JPEG-LS with a mapping table or a point transform is not decoded here");
    }

    private static short[] decode(byte[] codeStream) throws IOException, NotScorable {
        return JpegLs.decode(JpegHeader.of(codeStream), codeStream);
    }

    /** Runs, small steps and jumps. */
    private static short[] samples(long seed, int precision, int count) {
        Random random = new Random(seed);
        short[] samples = new short[count];
        int value = 0;
        int repeat = 0;
        for (int i = 0; i < count; i++) {
            if (repeat-- <= 0) {
                int jump = 1 << random.nextInt(precision + 1);
                value = value + random.nextInt(jump) - jump / 2 & (1 << precision) - 1;
                repeat = random.nextInt(3) == 0 ? random.nextInt(90) : 0;
            }
            samples[i] = (short) value;
        }
        return samples;
    }
}
