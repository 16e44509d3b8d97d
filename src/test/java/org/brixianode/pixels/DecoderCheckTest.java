package org.brixianode.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.brixianode.dicom.TransferSyntaxes;
import org.junit.jupiter.api.Test;

final class DecoderCheckTest {

    @Test
    void everyDecoderDecodesItsPicture() {
        assertThat(DecoderCheck.run()).isEmpty();
    }

    @Test
    void everyTransferSyntaxHasAPicture() {
        Set<String> tried =
                DecoderProbe.ALL.stream()
                        .map(DecoderProbe::transferSyntaxUid)
                        .collect(Collectors.toSet());
        assertThat(tried).isEqualTo(Decoders.syntaxes());
    }

    @Test
    void aDecoderThatFailsIsNamedWithTheReason() {
        assertThat(DecoderCheck.run(uid -> (frame, format) -> decodedBadly(uid, frame, format)))
                .extracting(DecoderCheck.Failure::toString)
                .containsExactly(
                        "JPEG Lossless (1.2.840.10008.1.2.4.57) is not offered to senders, because"
                                + " its decoder failed its self-test: java.lang.NoClassDefFoundError: codec",
                        "JPEG-LS Lossless (1.2.840.10008.1.2.4.80) is not offered to senders,"
                                + " because its decoder failed its self-test: sample 7 of the test"
                                + " picture is 1591, not 1590",
                        "JPEG 2000 Lossless (1.2.840.10008.1.2.4.90) is not offered to senders,"
                                + " because its decoder failed its self-test: damaged");
    }

    private static short[] decodedBadly(String uid, byte[] frame, PixelFormat format)
            throws IOException, NotScorable {
        short[] samples = Decoders.of(uid).orElseThrow().decode(frame, format);
        switch (uid) {
            case TransferSyntaxes.JPEG_LS_LOSSLESS -> samples[7]++;
            case TransferSyntaxes.JPEG_2000_LOSSLESS -> throw new IOException("damaged");
            case TransferSyntaxes.JPEG_LOSSLESS -> throw new NoClassDefFoundError("codec");
            default -> {
                // as it should be
            }
        }
        return samples;
    }
}
