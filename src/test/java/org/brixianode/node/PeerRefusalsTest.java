package org.brixianode.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.NodeEvent;
import org.brixianode.receive.Refusals;
import org.brixianode.study.AeTitle;
import org.brixianode.testkit.ManualClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PeerRefusalsTest {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T08:00:00Z"));
    private final List<NodeEvent> events = new ArrayList<>();
    private final PeerRefusals refusals = new PeerRefusals(events::add, clock);
    private InetAddress one;
    private InetAddress other;

    @BeforeEach
    void addresses() throws Exception {
        one = InetAddress.getByName("10.0.0.5");
        other = InetAddress.getByName("10.0.0.6");
    }

    private static NodeEvent rejected(String address, NodeEvent.Rejection reason, long count) {
        return new NodeEvent.AssociationRejected(
                new AeTitle("STRANGER"),
                new AeTitle("BRIXIA"),
                new NetworkAddress(address),
                reason,
                count);
    }

    @Test
    void aPeerThatTriesAgainAndAgainIsToldOnceAMinuteWithItsCount() {
        for (int second = 0; second < 61; second++) {
            refusals.rejected("STRANGER", "BRIXIA", one, Refusals.Reason.CALLING_TITLE);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(events)
                .containsExactly(
                        rejected("10.0.0.5", NodeEvent.Rejection.CALLING_TITLE, 1),
                        rejected("10.0.0.5", NodeEvent.Rejection.CALLING_TITLE, 60));
    }

    @Test
    void anotherPeerOrReasonIsToldAtOnce() {
        refusals.rejected("STRANGER", "BRIXIA", one, Refusals.Reason.CALLING_TITLE);
        refusals.rejected("STRANGER", "BRIXIA", one, Refusals.Reason.NO_CAPACITY);
        refusals.rejected("STRANGER", "BRIXIA", other, Refusals.Reason.NO_CAPACITY);
        refusals.tlsRefused(one);
        refusals.tlsRefused(one);

        assertThat(events)
                .containsExactly(
                        rejected("10.0.0.5", NodeEvent.Rejection.CALLING_TITLE, 1),
                        rejected("10.0.0.5", NodeEvent.Rejection.NO_CAPACITY, 1),
                        rejected("10.0.0.6", NodeEvent.Rejection.NO_CAPACITY, 1),
                        new NodeEvent.TlsRefused(new NetworkAddress("10.0.0.5"), 1));
    }

    @Test
    void aTitleThatIsNoneIsShownWithQuestionMarks() {
        refusals.rejected(
                "A\r\n\u202eB\\C", "x".repeat(70_000), one, Refusals.Reason.CALLING_TITLE);
        refusals.rejected("  ", "", one, Refusals.Reason.CALLING_TITLE);

        assertThat(events)
                .extracting(event -> ((NodeEvent.AssociationRejected) event).caller().value())
                .containsExactly("A???B?C", "?");
        assertThat(((NodeEvent.AssociationRejected) events.get(0)).called().value()).hasSize(16);
    }
}
