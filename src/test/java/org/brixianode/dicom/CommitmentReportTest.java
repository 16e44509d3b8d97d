package org.brixianode.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageOutputStream;
import org.aoju.bus.image.metric.PDVInputStream;
import org.junit.jupiter.api.Test;

final class CommitmentReportTest {

    @Test
    void whatIsInBothListsHasFailed() {
        Attributes event = new Attributes();
        event.setString(Tag.TransactionUID, VR.UI, "2.25.1");
        for (int tag : new int[] {Tag.ReferencedSOPSequence, Tag.FailedSOPSequence}) {
            Attributes item = new Attributes();
            item.setString(Tag.ReferencedSOPInstanceUID, VR.UI, "1.2.3");
            item.setInt(Tag.FailureReason, VR.US, 0x0112);
            event.newSequence(tag, 1).add(item);
        }
        CommitmentReport report = CommitmentReport.of(event);
        assertThat(report.committed()).as("both lists name it").isEmpty();
        assertThat(report.failed()).containsEntry("1.2.3", "it has no such object (0x0112)");
    }

    @Test
    void aReportWithoutTransactionIsRefused() {
        assertThatThrownBy(() -> CommitmentReport.of(new Attributes()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Transaction UID");
    }

    /** A data set of an association that is in memory. */
    private static final class Received extends PDVInputStream {
        private final ByteArrayInputStream bytes;

        Received(byte[] dataset) {
            this.bytes = new ByteArrayInputStream(dataset);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, length);
        }

        @Override
        public Attributes readDataset(String transferSyntaxUid) {
            throw new UnsupportedOperationException("reads without a limit");
        }

        @Override
        public void copyTo(OutputStream out, int length) {
            throw new UnsupportedOperationException("not needed");
        }

        @Override
        public void copyTo(OutputStream out) {
            throw new UnsupportedOperationException("not needed");
        }

        @Override
        public long skipAll() {
            throw new UnsupportedOperationException("not needed");
        }
    }

    private static CommitmentReport received(int sequence, int items, boolean named)
            throws IOException {
        Attributes event = new Attributes();
        event.setString(Tag.TransactionUID, VR.UI, "2.25.1");
        Sequence objects = event.newSequence(sequence, items);
        for (int i = 0; i < items; i++) {
            Attributes item = new Attributes();
            if (named) {
                item.setString(Tag.ReferencedSOPClassUID, VR.UI, "1.2");
                item.setString(Tag.ReferencedSOPInstanceUID, VR.UI, "2.25." + i);
            }
            objects.add(item);
        }
        ByteArrayOutputStream dataset = new ByteArrayOutputStream();
        String syntax = TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN;
        try (ImageOutputStream out = new ImageOutputStream(dataset, syntax)) {
            out.writeDataset(null, event);
        }
        try (PDVInputStream data = new Received(dataset.toByteArray())) {
            return CommitmentReport.read(data, syntax);
        }
    }

    @Test
    void aReportIsReadInBoundedMemory() throws IOException {
        assertThat(received(Tag.ReferencedSOPSequence, 10_000, true).committed()).hasSize(10_000);
        assertThatThrownBy(() -> received(Tag.ReferencedImageSequence, 200_000, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasRootCauseMessage("the header is implausibly large or deeply nested");
    }
}
