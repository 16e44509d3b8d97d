package org.brixianode.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.brixianode.testkit.PictureEncoder;
import org.junit.jupiter.api.Test;

final class Jpeg2000DecoderTest {

    private static final PixelFormat FORMAT = new PixelFormat(33, 47, 16, 16, 15, false);

    private final Jpeg2000Decoder decoder = new Jpeg2000Decoder();
    private final short[] samples = new short[FORMAT.pixels()];

    Jpeg2000DecoderTest() {
        Random random = new Random(8);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (random.nextInt(5000) + i * 20);
        }
    }

    @Test
    void encodedValuesAreDecodedIdentically() throws Exception {
        byte[] codeStream = PictureEncoder.jpeg2000(samples, 47, 16);
        assertThat(decoder.decode(codeStream, FORMAT)).isEqualTo(samples);
        byte[] padded = Arrays.copyOf(codeStream, codeStream.length + 1);
        assertThat(decoder.decode(padded, FORMAT)).isEqualTo(samples);
    }

    @Test
    void theSizeIsComparedBeforeTheCodecIsAsked() throws Exception {
        byte[] codeStream = PictureEncoder.jpeg2000(samples, 47, 16);
        PixelFormat other = new PixelFormat(47, 33, 16, 16, 15, false);
        assertThatThrownBy(() -> decoder.decode(codeStream, other))
                .isInstanceOf(NotScorable.class)
                .hasMessage("compressed picture is 47 x 33 pixels, the header says 33 x 47");
    }

    /** The codec alone would show a picture of what there is. */
    @Test
    void aCodeStreamThatEndsEarlyIsAnError() throws Exception {
        byte[] codeStream = PictureEncoder.jpeg2000(samples, 47, 16);
        for (int length = 0; length < codeStream.length - 2; length += 7) {
            byte[] part = Arrays.copyOf(codeStream, length);
            assertThatThrownBy(() -> decoder.decode(part, FORMAT))
                    .as("%d of %d bytes", length, codeStream.length)
                    .isInstanceOf(IOException.class);
        }
    }

    /** The codec alone would read ones for ever. */
    @Test
    void twoBytesOfOnesInAPacketAreAnError() throws Exception {
        byte[] codeStream = PictureEncoder.jpeg2000(samples, 47, 16);
        Arrays.fill(codeStream, codeStream.length - 20, codeStream.length - 18, (byte) 0xff);
        assertThatThrownBy(() -> decoder.decode(codeStream, FORMAT))
                .isInstanceOf(IOException.class)
                .hasMessage("a damaged JPEG 2000 packet");
    }
}
