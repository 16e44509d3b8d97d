package org.brixianode.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.brixianode.config.ConfigReader;
import org.brixianode.dicom.CommitmentReport;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.TrustedName;
import org.brixianode.ops.Uid;
import org.brixianode.queue.Commitments;
import org.brixianode.queue.DeliveryQueue;
import org.brixianode.queue.DeliveryState;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.send.Courier;
import org.brixianode.send.Delivery;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerState;
import org.brixianode.send.PeerStatus;
import org.brixianode.testkit.ManualClock;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QueueOutboxTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final Outcome TAKEN =
            new Outcome(
                    Outcome.Kind.SENT,
                    Optional.of(new PeerStatus(0, "0x0000 (success)")),
                    PeerState.ANSWERS,
                    "");

    private final List<NodeEvent> events = new ArrayList<>();
    private final ManualClock clock = new ManualClock(NOON);

    private QueueDatabase database;
    private DeliveryQueue queue;
    private QueueOutbox outbox;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        database = QueueDatabase.open(ConfigReader.read(TestNode.text(folder, 0, ""), "t").queue());
        OneResult.deliver(database, folder, "pacs", NOON);
        queue = new DeliveryQueue(database);
        StorageCommitments commitments =
                new StorageCommitments(
                        new Commitments(database),
                        List::of,
                        new StorageCommitments.Rules(Duration.ofHours(1), Duration.ofSeconds(5), 2),
                        events::add,
                        clock);
        outbox = new QueueOutbox(queue, commitments, events::add, clock);
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private DeliveryState state() throws Exception {
        return queue.ofJob(1).get(0).state();
    }

    private static NodeEvent.ResultDelivery parcel(long job) {
        return new NodeEvent.ResultDelivery(
                new Uid("1.2.3"),
                new Uid(OneResult.UID),
                new TrustedName("REPORT"),
                new Uid("1.2.9.1"),
                job,
                new TrustedName("pacs"),
                new Uid("1.2.5"));
    }

    @Test
    void sentDeliveriesAreCommittedLater() throws Exception {
        Delivery claimed = outbox.claim("pacs", 5).get(0);
        outbox.delivered(claimed, Courier.Delivered.AWAITS_COMMITMENT, TAKEN);
        assertThat(state()).isEqualTo(DeliveryState.SENT);
        String transaction = outbox.askForCommitment("pacs", 5).orElseThrow().transactionUid();
        assertThat(outbox.askForCommitment("pacs", 5)).as("again at once").isEmpty();
        CommitmentReport report =
                new CommitmentReport(transaction, Set.of(OneResult.UID), Map.of());
        assertThat(outbox.committed("other", report)).isFalse();
        assertThat(outbox.committed("pacs", report)).isTrue();
        assertThat(outbox.committed("pacs", report)).as("a repeated report").isTrue();

        assertThat(state()).isEqualTo(DeliveryState.COMMITTED);
        assertThat(events)
                .containsExactly(
                        new NodeEvent.Sent(parcel(claimed.jobId()), OptionalInt.of(0)),
                        new NodeEvent.Committed(new Uid(OneResult.UID), new TrustedName("pacs")));
    }

    @Test
    void aCourierMayCommitAtOnce() throws Exception {
        Delivery claimed = outbox.claim("pacs", 5).get(0);
        outbox.delivered(claimed, Courier.Delivered.COMMITTED, TAKEN);
        assertThat(state()).isEqualTo(DeliveryState.COMMITTED);
    }

    @Test
    void thePeersWordsStayWithTheDeliveryAndOutOfTheEvent() throws Exception {
        Delivery claimed = outbox.claim("pacs", 5).get(0);
        outbox.park(
                claimed,
                new Outcome(
                        Outcome.Kind.REFUSED,
                        Optional.of(new PeerStatus(0xA900, "0xA900")),
                        PeerState.ANSWERS,
                        "0xA900, saying 'Mustermann^Erika is unknown'"));

        assertThat(queue.ofJob(1).get(0).lastError())
                .hasValueSatisfying(error -> assertThat(error).contains("Mustermann"));
        assertThat(events)
                .containsExactly(
                        new NodeEvent.NotSent(parcel(claimed.jobId()), OptionalInt.of(0xA900)));
    }

    @Test
    void aLeaseIsRenewedWhileItsThreadLives() throws Exception {
        Delivery claimed = outbox.claim("pacs", 5).get(0);
        for (int renewal = 0; renewal < 4; renewal++) {
            clock.advance(queue.lease().multipliedBy(2));
            assertThat(outbox.renewLeases()).isZero();
        }
        outbox.delivered(claimed, Courier.Delivered.SENT, TAKEN);
        assertThat(state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void jobsOfAnEndedThreadAreDueAfterTheirLease() throws Exception {
        FutureTask<List<Delivery>> claim = new FutureTask<>(() -> outbox.claim("pacs", 5));
        Thread sender = new Thread(claim);
        sender.start();
        sender.join();
        assertThat(claim.get()).hasSize(1);
        clock.advance(queue.lease().minus(Duration.ofSeconds(1)));
        assertThat(outbox.renewLeases()).isZero();
        assertThat(state()).isEqualTo(DeliveryState.SENDING);

        clock.advance(Duration.ofSeconds(2));
        assertThat(outbox.renewLeases()).isEqualTo(1);
        assertThat(outbox.claim("pacs", 5)).hasSize(1);
    }
}
