package org.brixianode.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
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
}
