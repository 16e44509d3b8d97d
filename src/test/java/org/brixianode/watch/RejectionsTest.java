package org.brixianode.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.NodeEvent;
import org.brixianode.study.AeTitle;
import org.junit.jupiter.api.Test;

/** What the alarm about rejected senders says of them. */
final class RejectionsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private final Rejections rejections = new Rejections();

    private void rejected(String caller, NodeEvent.Rejection reason) {
        rejections.on(
                NOW,
                new NodeEvent.AssociationRejected(
                        new AeTitle(caller),
                        new AeTitle("BRIXIA"),
                        new NetworkAddress("10.0.0.7"),
                        reason,
                        1));
    }

    @Test
    void aWrongTokenIsNoWrongTitle() {
        rejected("CR7", NodeEvent.Rejection.CALLING_TITLE);
        rejected("STOW-RS", NodeEvent.Rejection.TOKEN);
        assertThat(rejections.check(NOW))
                .singleElement()
                .extracting(Finding::text)
                .asString()
                .contains(
                        "1 by STOW-RS without a token that stow.senders lists",
                        "1 from an AE title that dicom.accepted-callers does not list")
                .endsWith("The last: STOW-RS of 10.0.0.7");
    }
}
