package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.brixianode.testkit.FhirStore;
import org.brixianode.testkit.LogLines;
import org.brixianode.testkit.MllpReceiver;
import org.brixianode.testkit.NodeProcess;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole node whose results go out as messages; its model is a stand-in. */
final class MessagesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path folder;

    private String config(int port, String destination) throws Exception {
        return TestNode.text(
                folder.resolve("node"),
                port,
                TestNode.standIn(folder.resolve("model"))
                        + "destinations = [ { name = his, "
                        + destination
                        + " } ]\n");
    }

    private static String hl7(int port) {
        return "protocol = hl7, host = \"127.0.0.1\", port = " + port;
    }

    private long send(int port, String name, int images) throws Exception {
        return TestNode.send(port, TestNode.chests(folder.resolve("in"), name, images));
    }

    private long audited(String event) throws Exception {
        return LogLines.audited(folder.resolve("node"), event);
    }

    @Test
    void aMessageWhoseAcknowledgementIsLostInACrashIsRepeatedIdentical() throws Exception {
        CountDownLatch killed = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        try (MllpReceiver receiver =
                new MllpReceiver(
                        0,
                        Optional.empty(),
                        message -> {
                            if (first.compareAndSet(true, false)) {
                                awaitUninterruptibly(killed);
                                return MllpReceiver.CLOSE;
                            }
                            return MllpReceiver.acknowledge(message, "AA", "");
                        })) {
            int port = Peers.freePort();
            String config = config(port, hl7(receiver.port()));
            try (NodeProcess node = NodeProcess.start(folder, config, port).awaitReady()) {
                assertThat(send(port, "kill", 1)).isEqualTo(1);
                await().atMost(PATIENCE).until(() -> receiver.messages().size() == 1);
                node.kill();
                killed.countDown();
            }
            try (NodeProcess node = NodeProcess.start(folder, config, port).awaitReady()) {
                await().atMost(PATIENCE).until(() -> audited("SENT") == 1);
                assertThat(node.stop()).isZero();
            }
            assertThat(receiver.messages()).hasSize(2);
            assertThat(receiver.messages().get(1)).isEqualTo(receiver.messages().get(0));
            assertThat(receiver.messages().get(0))
                    .contains("|GLOBAL^Brixia global score^99BRIXIA|");
        }
    }

    @Test
    void aTransactionWhoseAnswerIsLostInACrashIsRepeatedIdenticalAndStoredOnce() throws Exception {
        CountDownLatch killed = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        try (FhirStore store =
                new FhirStore(
                        0,
                        body -> {
                            if (first.compareAndSet(true, false)) {
                                awaitUninterruptibly(killed);
                                throw new IllegalStateException("the answer is lost");
                            }
                        })) {
            int port = Peers.freePort();
            String config = config(port, "protocol = fhir, url = \"" + store.url() + "\"");
            try (NodeProcess node = NodeProcess.start(folder, config, port).awaitReady()) {
                assertThat(send(port, "kill", 1)).isEqualTo(1);
                await().atMost(PATIENCE).until(() -> store.bodies().size() == 1);
                node.kill();
                killed.countDown();
            }
            try (NodeProcess node = NodeProcess.start(folder, config, port).awaitReady()) {
                await().atMost(PATIENCE).until(() -> audited("SENT") == 1);
                assertThat(node.stop()).isZero();
            }
            assertThat(store.bodies()).hasSize(2);
            assertThat(store.bodies().get(1)).isEqualTo(store.bodies().get(0));
            assertThat(store.resources("DiagnosticReport")).hasSize(1);
            assertThat(store.resources("Observation")).hasSize(7);
        }
    }

    @Test
    void whatWaitedForADeadFhirServerIsDeliveredOnce() throws Exception {
        int port = Peers.freePort();
        int storePort = Peers.freePort();
        String config =
                config(port, "protocol = fhir, url = \"http://127.0.0.1:" + storePort + "/fhir\"");
        try (NodeProcess node = NodeProcess.start(folder, config, port).awaitReady()) {
            assertThat(send(port, "dead", 2)).isEqualTo(2);
            await().atMost(PATIENCE).until(() -> node.output().contains("no connection to port"));
            await().atMost(PATIENCE).until(() -> audited("SCORED") == 2);
            try (FhirStore store = new FhirStore(storePort, body -> {})) {
                await().atMost(PATIENCE).until(() -> audited("SENT") == 2);
                assertThat(node.stop()).isZero();
                assertThat(store.bodies()).hasSize(2);
                assertThat(store.resources("DiagnosticReport")).hasSize(2);
            }
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatWaitedForADeadReceiverIsDeliveredOnce() throws Exception {
        int port = Peers.freePort();
        int receiverPort = Peers.freePort();
        String config = config(port, hl7(receiverPort));
        try (NodeProcess node = NodeProcess.start(folder, config, port).awaitReady()) {
            assertThat(send(port, "dead", 2)).isEqualTo(2);
            await().atMost(PATIENCE)
                    .until(() -> node.output().contains("check that the receiver runs"));
            await().atMost(PATIENCE).until(() -> audited("SCORED") == 2);
            try (MllpReceiver receiver =
                    new MllpReceiver(
                            receiverPort,
                            Optional.empty(),
                            message -> MllpReceiver.acknowledge(message, "AA", ""))) {
                await().atMost(PATIENCE).until(() -> audited("SENT") == 2);
                assertThat(node.stop()).isZero();
                List<String> controlIds =
                        receiver.messages().stream().map(MllpReceiver::controlId).toList();
                assertThat(controlIds).hasSize(2).doesNotHaveDuplicates();
            }
        }
    }
}
