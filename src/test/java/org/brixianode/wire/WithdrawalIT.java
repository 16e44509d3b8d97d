package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.node.Node;
import org.brixianode.testkit.FhirStore;
import org.brixianode.testkit.MllpReceiver;
import org.brixianode.testkit.NodeProcess;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.ResultSink;
import org.brixianode.testkit.TestNode;
import org.brixianode.testkit.TestObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Receivers of messages are told to take back what they got under a wrong identity. */
final class WithdrawalIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String WRONG = "WRONG-1";
    private static final String RIGHT = "RIGHT-2";

    @TempDir Path folder;

    private String destinations(int hl7, String fhir) throws Exception {
        return TestNode.standIn(folder.resolve("model"))
                + """
                destinations = [
                  { name = his, protocol = hl7, host = "127.0.0.1", port = %d }
                  { name = ehr, protocol = fhir, url = "%s" } ]
                """
                        .formatted(hl7, fhir);
    }

    private void send(int port, TestObject image) throws Exception {
        Path file = folder.resolve("image.dcm");
        image.write(file, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(TestNode.send(port, List.of(file))).isEqualTo(1);
    }

    private static List<String> awaitMessages(MllpReceiver receiver, int count) {
        await().atMost(PATIENCE).until(() -> receiver.messages().size() >= count);
        assertThat(receiver.messages()).hasSize(count);
        return receiver.messages();
    }

    private static String field(String message, String segment, int number) {
        return message.lines()
                .flatMap(line -> Arrays.stream(line.split("\r")))
                .filter(line -> line.startsWith(segment + "|"))
                .map(line -> line.split("\\|", -1))
                .map(fields -> fields.length > number ? fields[number] : "")
                .findFirst()
                .orElseThrow();
    }

    private static String status(String message) {
        return Arrays.stream(message.split("\r"))
                .filter(line -> line.startsWith("OBX|") && line.contains("|GLOBAL^"))
                .map(line -> line.split("\\|", -1)[11])
                .findFirst()
                .orElseThrow();
    }

    private static String report(FhirStore store, String patient) {
        List<String> found =
                store.resources("DiagnosticReport").stream()
                        .filter(one -> patient(one).equals(patient))
                        .map(one -> one.path("status").asString())
                        .toList();
        assertThat(found).as("reports of " + patient).hasSize(1);
        return found.get(0);
    }

    private static String patient(JsonNode resource) {
        return resource.at("/subject/identifier/value").asString("");
    }

    @Test
    void whatWasSentUnderAWrongPatientIsTakenBackThere() throws Exception {
        try (MllpReceiver receiver = MllpReceiver.accepting();
                FhirStore store = new FhirStore(0, body -> {});
                Node node =
                        Node.start(
                                TestNode.config(
                                        folder.resolve("node"),
                                        destinations(receiver.port(), store.url()),
                                        new ResultSink[0]),
                                Clock.systemUTC())) {
            TestObject image = TestNode.chest("one").with(Tag.PatientID, VR.LO, WRONG);
            send(node.port(), image);
            String wrong = awaitMessages(receiver, 1).get(0);
            await().atMost(PATIENCE).until(() -> store.bodies().size() == 1);
            assertThat(report(store, WRONG)).isEqualTo("preliminary");

            send(node.port(), image.with(Tag.PatientID, VR.LO, RIGHT));
            List<String> messages = awaitMessages(receiver, 3);
            String withdrawal = messages.get(1);
            String right = messages.get(2);
            for (int one : new int[] {3, 8}) {
                assertThat(field(withdrawal, "PID", one)).isEqualTo(field(wrong, "PID", one));
            }
            assertThat(field(withdrawal, "OBR", 3)).isEqualTo(field(wrong, "OBR", 3));
            assertThat(field(withdrawal, "OBR", 25)).isEqualTo("C");
            assertThat(status(withdrawal)).isEqualTo("W");
            assertThat(MllpReceiver.controlId(withdrawal))
                    .isNotEqualTo(MllpReceiver.controlId(wrong));
            assertThat(field(withdrawal, "OBX", 19))
                    .as("time of the analysis")
                    .isEqualTo(field(wrong, "OBX", 19));
            assertThat(field(right, "PID", 3)).startsWith(RIGHT);
            assertThat(field(right, "OBR", 3)).isNotEqualTo(field(wrong, "OBR", 3));
            assertThat(status(right)).isEqualTo("R");
            await().atMost(PATIENCE).until(() -> store.bodies().size() == 3);
            assertThat(report(store, WRONG)).isEqualTo("entered-in-error");
            assertThat(report(store, RIGHT)).isEqualTo("preliminary");
            assertThat(store.resources("Observation"))
                    .hasSize(14)
                    .filteredOn(one -> patient(one).equals(WRONG))
                    .extracting(one -> one.path("status").asString())
                    .hasSize(7)
                    .containsOnly("entered-in-error");

            image.cells()[image.cells().length / 2] ^= 0x0400;
            send(node.port(), image);
            String changed = awaitMessages(receiver, 4).get(3);
            assertThat(field(changed, "OBR", 3))
                    .as("replaces it")
                    .isEqualTo(field(right, "OBR", 3));
            await().atMost(PATIENCE).until(() -> store.bodies().size() == 4);

            send(node.port(), image.with(Tag.ViewPosition, VR.CS, "LL"));
            String last = awaitMessages(receiver, 5).get(4);
            assertThat(status(last)).as("no score takes its place").isEqualTo("W");
            assertThat(field(last, "OBR", 3)).isEqualTo(field(right, "OBR", 3));
            await().atMost(PATIENCE).until(() -> store.bodies().size() == 5);
            assertThat(report(store, RIGHT)).isEqualTo("entered-in-error");
        }
    }

    @Test
    void aWithdrawalWhoseAcknowledgementIsLostInACrashIsRepeatedIdentical() throws Exception {
        CountDownLatch killed = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        try (FhirStore store = new FhirStore(0, body -> {});
                MllpReceiver receiver =
                        new MllpReceiver(
                                0,
                                Optional.empty(),
                                message -> {
                                    if (status(message).equals("W")
                                            && first.compareAndSet(true, false)) {
                                        pause(killed);
                                        return MllpReceiver.CLOSE;
                                    }
                                    return MllpReceiver.acknowledge(message, "AA", "");
                                })) {
            int port = Peers.freePort();
            String config =
                    TestNode.text(
                            folder.resolve("node"),
                            port,
                            destinations(receiver.port(), store.url()));
            TestObject image = TestNode.chest("one").with(Tag.PatientID, VR.LO, WRONG);
            try (NodeProcess node = NodeProcess.start(folder, config, port).awaitReady()) {
                send(port, image);
                awaitMessages(receiver, 1);
                send(port, image.with(Tag.PatientID, VR.LO, RIGHT));
                awaitMessages(receiver, 2);
                node.kill();
                killed.countDown();
            }
            try (NodeProcess node = NodeProcess.start(folder, config, port).awaitReady()) {
                List<String> messages = awaitMessages(receiver, 4);
                assertThat(messages.subList(2, 4)).contains(messages.get(1));
                assertThat(messages.subList(2, 4))
                        .extracting(WithdrawalIT::status)
                        .containsExactly("W", "R");
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () ->
                                        assertThat(report(store, WRONG))
                                                .isEqualTo("entered-in-error"));
                assertThat(node.stop()).isZero();
            }
        }
    }

    private static void pause(CountDownLatch latch) {
        try {
            latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
