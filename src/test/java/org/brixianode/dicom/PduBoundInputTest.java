package org.brixianode.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.aoju.bus.image.metric.internal.pdu.AAbort;
import org.brixianode.testkit.Pdus;
import org.junit.jupiter.api.Test;

final class PduBoundInputTest {

    private static final int BOUND = 4096;

    private static InputStream bounded(byte[]... pdus) {
        return new PduBoundInput(new ByteArrayInputStream(Pdus.join(pdus)), BOUND);
    }

    /** However the bytes are fetched, they come unchanged while every PDU keeps the bound. */
    @Property(tries = 100)
    void passesEverythingThatKeepsTheBound(
            @ForAll @IntRange(min = 1, max = 5000) int step,
            @ForAll @IntRange(max = BOUND) int first,
            @ForAll @IntRange(max = BOUND) int second)
            throws IOException {
        byte[] bytes = Pdus.join(Pdus.pdu(4, new byte[first]), Pdus.pdu(4, new byte[second]));
        byte[] read = new byte[bytes.length + 1];
        int at = 0;
        try (InputStream in = bounded(bytes)) {
            int count = in.read(read, at, Math.min(step, read.length - at));
            while (count > 0) {
                at += count;
                count = in.read(read, at, Math.min(step, read.length - at));
            }
        }
        assertThat(java.util.Arrays.copyOf(read, at)).isEqualTo(bytes);
    }

    @Test
    void refusesALongerOneByItsHeader() {
        byte[] header = Pdus.pdu(4, BOUND + 100, new byte[0]);
        InputStream in = bounded(Pdus.pdu(4, new byte[10]), header);
        assertThatThrownBy(in::readAllBytes)
                .isInstanceOfSatisfying(
                        AAbort.class,
                        abort ->
                                assertThat(abort.getReason())
                                        .isEqualTo(AAbort.INVALID_PDU_PARAMETER_VALUE));
    }

    @Test
    void readsLengthsAsUnsigned() {
        InputStream in = bounded(Pdus.pdu(4, 0xffffffffL, new byte[0]));
        assertThatThrownBy(in::readAllBytes).isInstanceOf(AAbort.class);
    }

    @Test
    void letsAnOpeningBeLongerThanData() throws IOException {
        try (InputStream in = bounded(Pdus.pdu(1, new byte[BOUND * 4]))) {
            assertThat(in.readAllBytes()).hasSize(BOUND * 4 + 6);
        }
    }
}
