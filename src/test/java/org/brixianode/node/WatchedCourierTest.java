package org.brixianode.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.ops.Alarms;
import org.brixianode.ops.metrics.NodeMetrics;
import org.brixianode.send.Courier;
import org.brixianode.send.Delivery;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerState;
import org.brixianode.send.PeerStatus;
import org.brixianode.send.Reachability;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.OutgoingObject;
import org.brixianode.testkit.ManualClock;
import org.brixianode.testkit.ResultKinds;
import org.brixianode.watch.Contacts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a delivery shows of its destination, and that its Error Comment stays out. */
final class WatchedCourierTest {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-02T10:00:00Z"));
    private final Contacts contacts = new Contacts(clock);
    private final NodeMetrics metrics = new NodeMetrics(Alarms.NONE, clock);
    private final List<Outcome> passedOn = new ArrayList<>();
    private final List<Boolean> failingWhenReached = new ArrayList<>();
    private boolean accepts;
    private boolean stopping;

    @AfterEach
    void close() {
        metrics.close();
    }

    private void deliver(Outcome outcome) throws InterruptedException {
        Delivery delivery =
                new Delivery(
                        1,
                        1,
                        "pacs",
                        new OutgoingObject(
                                ResultKinds.REPORT,
                                new InstanceRef("1.2", "1.3", "1.4", "1.5"),
                                "1.6",
                                Path.of("x.dcm")),
                        1,
                        1);
        Courier inner =
                new Courier() {
                    @Override
                    public String destination() {
                        return "pacs";
                    }

                    @Override
                    public String describe() {
                        return "pacs (PACS)";
                    }

                    @Override
                    public Delivered delivered() {
                        return Delivered.SENT;
                    }

                    @Override
                    public Contact deliver(List<Delivery> batch, Progress progress) {
                        if (accepts) {
                            progress.reached();
                            failingWhenReached.add(contacts.isFailing("pacs"));
                        }
                        batch.forEach(one -> progress.ended(one, outcome));
                        return Contact.KEPT;
                    }

                    @Override
                    public Reachability reach() {
                        throw new AssertionError("not tried");
                    }

                    @Override
                    public void close() {}
                };
        new WatchedCourier(inner, contacts, metrics)
                .deliver(
                        List.of(delivery),
                        new Courier.Progress() {
                            @Override
                            public void reached() {}

                            @Override
                            public void ended(Delivery one, Outcome ended) {
                                passedOn.add(ended);
                            }

                            @Override
                            public boolean shouldContinue() {
                                return !stopping;
                            }
                        });
    }

    @Test
    void aPeerThatAcceptsAssociationsAndNeverAnswersStaysInTrouble() throws Exception {
        Outcome silent =
                new Outcome(
                        Outcome.Kind.BROKEN,
                        Optional.empty(),
                        PeerState.TIMEOUT,
                        "no response in 60 s though the association is open");
        accepts = true;
        deliver(silent);
        deliver(silent);
        assertThat(failingWhenReached).containsExactly(false, true);
        assertThat(contacts.isFailing("pacs")).isTrue();
        assertThat(contacts.breaksOff("pacs")).isTrue();
        assertThat(contacts.last("pacs").orElseThrow().state()).isEqualTo("TIMEOUT");

        // It answers C-ECHO all the time.
        WatchedCourier.record(
                contacts,
                "pacs",
                new Reachability(
                        PeerState.ANSWERS, "answers", Optional.empty(), Duration.ofMillis(5)));
        assertThat(contacts.breaksOff("pacs")).isTrue();
        assertThat(contacts.isUnreached("pacs")).isFalse();

        deliver(Outcome.without(Outcome.Kind.SENT, ""));
        assertThat(contacts.isFailing("pacs")).isFalse();
    }

    @Test
    void aRefusalIsCountedUnderItsReasonUntilAnObjectIsAccepted() throws Exception {
        Outcome refused =
                new Outcome(
                        Outcome.Kind.OUT_OF_RESOURCES,
                        Optional.of(new PeerStatus(0xA700, "0xA700 (out of resources)")),
                        PeerState.ANSWERS,
                        "0xA700 (out of resources), saying 'Mustermann^Erika'");
        deliver(refused);
        assertThat(contacts.isFailing("pacs")).isTrue();
        assertThat(contacts.last("pacs").orElseThrow().state()).isEqualTo("ANSWERS");
        assertThat(contacts.last("pacs").orElseThrow().message())
                .contains("refused", "0xA700")
                .doesNotContain("Mustermann");
        assertThat(passedOn).containsExactly(refused);
        assertThat(metrics.scrape())
                .contains(
                        "brixia_delivery_failures_total{destination=\"pacs\","
                                + "reason=\"out-of-resources\"} 1.0")
                .doesNotContain("Mustermann");

        clock.advance(Duration.ofSeconds(1));
        deliver(Outcome.without(Outcome.Kind.SENT, ""));
        assertThat(contacts.isFailing("pacs")).isFalse();
        assertThat(metrics.scrape())
                .contains("brixia_deliver_seconds_count{destination=\"pacs\"} 1");
    }

    /** Congestion passes; an AE title that nobody knows does not. */
    @Test
    void aTransientRejectionIsNoRejectionForGood() throws Exception {
        deliver(Outcome.without(Outcome.Kind.UNREACHABLE, PeerState.BUSY, "congested"));
        assertThat(contacts.trouble("pacs")).contains(Contacts.Trouble.UNREACHABLE);
        deliver(Outcome.without(Outcome.Kind.UNREACHABLE, PeerState.REJECTED, "not called PACS"));
        assertThat(contacts.trouble("pacs")).contains(Contacts.Trouble.REJECTS);
    }

    @Test
    void aConnectionThatTheNodeItselfEndsIsNoTrouble() throws Exception {
        stopping = true;
        deliver(Outcome.without(Outcome.Kind.UNREACHABLE, PeerState.ABORTED, "closed"));
        assertThat(contacts.isFailing("pacs")).isFalse();
        assertThat(contacts.last("pacs")).isEmpty();
        stopping = false;
        deliver(Outcome.without(Outcome.Kind.UNREACHABLE, PeerState.NO_CONNECTION, "refused"));
        assertThat(contacts.isFailing("pacs")).isTrue();
        assertThat(contacts.last("pacs"))
                .contains(
                        new Contacts.Contact(
                                "NO_CONNECTION", "refused", clock.instant(), Optional.empty()));
    }
}
