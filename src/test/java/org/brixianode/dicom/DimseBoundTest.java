package org.brixianode.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.stream.IntStream;
import org.aoju.bus.image.metric.internal.pdu.AAbort;
import org.brixianode.testkit.Pdus;
import org.junit.jupiter.api.Test;

final class DimseBoundTest {

    private static final int PDU_BYTES = 1 << 14;

    private static final byte[] REQUEST =
            Pdus.data(1, Pdus.COMMAND_LAST, Pdus.storeCommand("1.2", "1.2.3"));

    private static final byte[] RESPONSE = Pdus.data(1, Pdus.COMMAND_LAST, Pdus.findResponse());

    /** Data of more than a response may have, as a PDU for each fragment. */
    private static InputStream longData() {
        byte[] fragment = Pdus.data(1, Pdus.DATA_MORE, new byte[PDU_BYTES - 6]);
        return repeated(fragment, 2 * DimseBound.MAX_RESPONSE_DATA_BYTES / PDU_BYTES);
    }

    private static InputStream repeated(byte[] pdu, int times) {
        Enumeration<InputStream> all =
                Collections.enumeration(
                        IntStream.range(0, times)
                                .<InputStream>mapToObj(any -> new ByteArrayInputStream(pdu))
                                .toList());
        return new SequenceInputStream(all);
    }

    private static InputStream bounded(byte[] first, InputStream rest) {
        return new PduBoundInput(
                new SequenceInputStream(new ByteArrayInputStream(first), rest), PDU_BYTES);
    }

    private static void assertEnds(byte[] first, InputStream rest) throws IOException {
        try (InputStream in = bounded(first, rest)) {
            assertThatThrownBy(() -> in.transferTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(AAbort.class);
        }
    }

    @Test
    void theDataSetOfARequestIsNotBounded() throws IOException {
        try (InputStream in = bounded(REQUEST, longData())) {
            assertThat(in.transferTo(OutputStream.nullOutputStream()))
                    .isGreaterThan(DimseBound.MAX_RESPONSE_DATA_BYTES);
        }
    }

    @Test
    void theDataSetOfAResponseIs() throws IOException {
        assertEnds(RESPONSE, longData());
    }

    @Test
    void theNextMessageBeginsAnew() throws IOException {
        byte[] answers = Pdus.join(RESPONSE, Pdus.data(1, Pdus.DATA_LAST, new byte[10_000]));
        try (InputStream in = bounded(Pdus.join(), repeated(answers, 300))) {
            assertThat(in.transferTo(OutputStream.nullOutputStream()))
                    .isGreaterThan(DimseBound.MAX_RESPONSE_DATA_BYTES);
        }
        assertEnds(
                Pdus.join(REQUEST, Pdus.data(1, Pdus.DATA_LAST, new byte[8]), RESPONSE),
                longData());
    }

    @Test
    void aCommandSetIs() throws IOException {
        byte[] fragment = Pdus.data(1, 1, new byte[1000]);
        assertEnds(Pdus.join(), repeated(fragment, 100));
    }

    @Test
    void fragmentsWithoutContentCount() throws IOException {
        byte[] fragment = Pdus.data(1, 1, new byte[0]);
        assertEnds(Pdus.join(), repeated(fragment, DimseBound.MAX_COMMAND_BYTES / 6 + 1));
        byte[] data = Pdus.data(1, Pdus.DATA_MORE, new byte[0]);
        assertEnds(RESPONSE, repeated(data, DimseBound.MAX_RESPONSE_DATA_BYTES / 6 + 1));
    }

    /** As the library, which keeps the last of two elements with one tag, or none. */
    @Test
    void aCommandSetThatIsNotClearlyARequestIsTakenForAResponse() throws IOException {
        byte[] store = Pdus.storeCommand("1.2", "1.2.3");
        assertEnds(
                Pdus.data(1, Pdus.COMMAND_LAST, Pdus.join(store, Pdus.findResponse())), longData());
        assertEnds(Pdus.data(1, Pdus.COMMAND_LAST, new byte[0]), longData());
        byte[] cut = java.util.Arrays.copyOf(store, store.length - 2);
        assertEnds(Pdus.data(1, Pdus.COMMAND_LAST, cut), longData());
    }
}
