package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.app.SimpleServer;
import ca.uhn.hl7v2.llp.MinLowerLayerProtocol;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import ca.uhn.hl7v2.util.StandardSocketFactory;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.brixianode.send.Courier.Contact;
import org.brixianode.send.Delivery;
import org.brixianode.send.DestinationStores;
import org.brixianode.send.Hl7Destination;
import org.brixianode.send.Hl7Destination.Acknowledgement;
import org.brixianode.send.Outcome;
import org.brixianode.send.Outcome.Kind;
import org.brixianode.send.PeerState;
import org.brixianode.send.ResultStatus;
import org.brixianode.send.hl7.Hl7Courier;
import org.brixianode.send.hl7.MllpConfig;
import org.brixianode.study.AeTitle;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.StatusCode;
import org.brixianode.testkit.MllpReceiver;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.RecordedProgress;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.ResultKinds;
import org.brixianode.testkit.TestKeys;
import org.brixianode.testkit.WrittenReports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports to an HL7 receiver, to one that misbehaves, and to none. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class Hl7CourierTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(400);

    @TempDir private Path folder;

    private final RecordedProgress progress = new RecordedProgress();

    private static Hl7Courier courier(int port, Duration response) {
        return courier("127.0.0.1", port, response, Optional.empty(), Acknowledgement.ORIGINAL);
    }

    private static Hl7Courier courier(
            String host,
            int port,
            Duration response,
            Optional<DestinationStores> tls,
            Acknowledgement acknowledgement) {
        return new Hl7Courier(
                new MllpConfig(new AeTitle("BRIXIA"), LONG, response),
                new Hl7Destination(
                        "his",
                        host,
                        port,
                        tls,
                        "HIS",
                        "HOSPITAL",
                        Hl7Destination.ProcessingId.PRODUCTION,
                        acknowledgement,
                        ResultStatus.FINAL,
                        Optional.empty()));
    }

    private Delivery delivery(long id) throws Exception {
        Path report = WrittenReports.of(folder, header -> {});
        String uid = ReportFixtures.read(report).getString(org.aoju.bus.image.Tag.SOPInstanceUID);
        return delivery(id, uid, report);
    }

    private static Delivery delivery(long id, String uid, Path file) {
        return new Delivery(
                id,
                100 + id,
                "his",
                new OutgoingObject(
                        ResultKinds.REPORT,
                        new InstanceRef("2.25.102", "2.25.3", "1.2", uid),
                        "2.25.101",
                        file),
                1,
                1);
    }

    @Test
    void hapisOwnServerTakesReports() throws Exception {
        int port = Peers.freePort();
        List<String> received = new CopyOnWriteArrayList<>();
        DefaultHapiContext context = new DefaultHapiContext();
        // The default one keeps a file in the working directory.
        context.getParserConfiguration().setIdGenerator(new InMemoryIDGenerator());
        MinLowerLayerProtocol utf8 = new MinLowerLayerProtocol();
        utf8.setCharset(StandardCharsets.UTF_8);
        context.setLowerLayerProtocol(utf8);
        context.setSocketFactory(new StandardSocketFactory());
        SimpleServer server = new SimpleServer(context, port, false);
        server.registerApplication(
                "ORU",
                "R01",
                new ReceivingApplication<Message>() {
                    @Override
                    public boolean canProcess(Message message) {
                        return true;
                    }

                    @Override
                    public Message processMessage(Message message, Map<String, Object> data)
                            throws ca.uhn.hl7v2.HL7Exception {
                        received.add(message.encode());
                        try {
                            return message.generateACK();
                        } catch (java.io.IOException e) {
                            throw new ca.uhn.hl7v2.HL7Exception(e);
                        }
                    }
                });
        server.startAndWait();
        try (Hl7Courier courier = courier(port, LONG)) {
            assertThat(courier.reach().state()).isEqualTo(PeerState.ANSWERS);
            Contact contact = courier.deliver(List.of(delivery(1), delivery(2)), progress);
            assertThat(contact).isEqualTo(Contact.KEPT);
        } finally {
            server.stopAndWait();
            context.close();
        }
        assertThat(progress.outcomes())
                .extracting(Outcome::kind)
                .containsExactly(Kind.SENT, Kind.SENT);
        assertThat(received)
                .hasSize(2)
                .allSatisfy(text -> assertThat(text).contains("|Müller^Jörg^"));
        assertThat(received.get(1)).as("a repetition").isEqualTo(received.get(0));
    }

    /** Some engines write the carriage return after the frame on its own, or late. */
    @Test
    void theEndOfAnAnswerMayComeWithTheNext() throws Exception {
        try (MllpReceiver receiver =
                        new MllpReceiver(
                                0,
                                Optional.empty(),
                                message -> {
                                    String answer =
                                            new String(
                                                    MllpReceiver.acknowledge(message, "AA", ""),
                                                    StandardCharsets.UTF_8);
                                    String late = "\r" + answer.substring(0, answer.length() - 1);
                                    return late.getBytes(StandardCharsets.UTF_8);
                                });
                Hl7Courier courier = courier(receiver.port(), LONG)) {
            Contact contact = courier.deliver(List.of(delivery(1), delivery(2)), progress);
            assertThat(contact).isEqualTo(Contact.KEPT);
            assertThat(receiver.messages()).hasSize(2);
        }
    }

    @Test
    void aReceiverInEnhancedModeIsAskedForACommit() throws Exception {
        try (MllpReceiver receiver =
                        new MllpReceiver(
                                0,
                                Optional.empty(),
                                message -> MllpReceiver.acknowledge(message, "CA", ""));
                Hl7Courier courier =
                        courier(
                                "127.0.0.1",
                                receiver.port(),
                                LONG,
                                Optional.empty(),
                                Acknowledgement.COMMIT)) {
            courier.deliver(List.of(delivery(1)), progress);
            assertThat(progress.only().kind()).isEqualTo(Kind.SENT);
            assertThat(receiver.messages().get(0).split("\r")[0])
                    .contains("|2.5.1|||AL|NE||UNICODE UTF-8");
        }
    }

    @Test
    void theAcceptOfTheApplicationIsMoreThanACommit() throws Exception {
        try (MllpReceiver receiver = MllpReceiver.accepting();
                Hl7Courier courier =
                        courier(
                                "127.0.0.1",
                                receiver.port(),
                                LONG,
                                Optional.empty(),
                                Acknowledgement.COMMIT)) {
            courier.deliver(List.of(delivery(1)), progress);
        }
        assertThat(progress.only().kind()).isEqualTo(Kind.SENT);
    }

    /** In the original mode the application answers (HL7 2.5.1 2.9.2). */
    @Test
    void aCommitIsNotTheApplicationsAccept() throws Exception {
        try (MllpReceiver receiver =
                        new MllpReceiver(
                                0,
                                Optional.empty(),
                                message -> MllpReceiver.acknowledge(message, "CA", ""));
                Hl7Courier courier = courier(receiver.port(), LONG)) {
            Contact contact = courier.deliver(List.of(delivery(1), delivery(2)), progress);
            assertThat(contact).as("another answer may follow").isEqualTo(Contact.LOST);
            assertThat(receiver.messages()).hasSize(1);
        }
        assertThat(progress.only().kind()).isEqualTo(Kind.REFUSED);
        assertThat(progress.only().text())
                .startsWith("CA (commit accept)")
                .contains("set acknowledgement = commit");
    }

    static Stream<Arguments> refusals() {
        String error = "ERR||PID^1^3|204^Unknown key^HL70357|E|||diag|No such\u202e patient\r";
        return Stream.of(
                Arguments.of("AE", "", Kind.REFUSED, "HL7 0", "AE (application error)"),
                Arguments.of(
                        "AE",
                        error,
                        Kind.REFUSED,
                        "HL7 204",
                        "AE (application error), error 204: \"No such? patient\""),
                Arguments.of("CE", "", Kind.REFUSED, "HL7 0", "CE (commit error)"),
                Arguments.of("AR", "", Kind.OUT_OF_RESOURCES, "HL7 0", "AR (application reject)"),
                Arguments.of(
                        "AR",
                        "ERR|||201^Unsupported event code^HL70357|E\r",
                        Kind.REFUSED,
                        "HL7 201",
                        "AR (application reject), error 201: \"Unsupported event code\""),
                Arguments.of("CR", "", Kind.OUT_OF_RESOURCES, "HL7 0", "CR (commit reject)"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aRefusalIsToldWithItsCode(String code, String more, Kind kind, String status, String text)
            throws Exception {
        try (MllpReceiver receiver =
                        new MllpReceiver(
                                0,
                                Optional.empty(),
                                message -> MllpReceiver.acknowledge(message, code, more));
                Hl7Courier courier = courier(receiver.port(), LONG)) {
            Contact contact = courier.deliver(List.of(delivery(1), delivery(2)), progress);
            assertThat(contact).isEqualTo(Contact.KEPT);
        }
        assertThat(progress.outcomes())
                .hasSize(2)
                .allSatisfy(
                        outcome -> {
                            assertThat(outcome.kind()).isEqualTo(kind);
                            assertThat(outcome.text()).isEqualTo(text);
                            assertThat(StatusCode.text(outcome.status().orElseThrow().code()))
                                    .isEqualTo(status);
                        });
    }

    static Stream<Arguments> nonsense() {
        byte[] endless = new byte[1 << 17];
        Arrays.fill(endless, (byte) 'x');
        endless[0] = 0x0b;
        return Stream.of(
                answer("another control ID", m -> MllpReceiver.acknowledgeId("AA", "OTHER", "")),
                answer("an unknown code", m -> MllpReceiver.acknowledge(m, "ZZ", "")),
                answer("no acknowledgement", m -> MllpReceiver.frame(m)),
                answer("no HL7", m -> MllpReceiver.frame("hello")),
                answer("an empty frame", m -> MllpReceiver.frame("")),
                answer("broken segments", m -> MllpReceiver.frame("MSH|^~\\&\rMSA|AA")),
                answer(
                        "HTTP",
                        m ->
                                "HTTP/1.1 400 Bad Request\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII)),
                answer("an endless frame", m -> endless),
                answer("a closed connection", m -> MllpReceiver.CLOSE));
    }

    private static Arguments answer(String name, Function<String, byte[]> answer) {
        return Arguments.of(name, answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nonsense")
    void anAnswerThatIsNoAcknowledgementOfTheMessageIsRetried(
            String name, Function<String, byte[]> answer) throws Exception {
        try (MllpReceiver receiver = new MllpReceiver(0, Optional.empty(), answer);
                Hl7Courier courier = courier(receiver.port(), LONG)) {
            Contact contact = courier.deliver(List.of(delivery(1), delivery(2)), progress);
            assertThat(contact).as(name).isEqualTo(Contact.LOST);
        }
        assertThat(progress.only().kind()).isEqualTo(Kind.BROKEN);
        assertThat(progress.only().status()).isEmpty();
        assertThat(progress.only().text()).startsWith("his (HL7 at 127.0.0.1:");
    }

    @Test
    void aSilentReceiverIsLeftAfterTheTimeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Hl7Courier courier = courier(silent.getLocalPort(), SHORT)) {
            courier.deliver(List.of(delivery(1)), progress);
        }
        assertThat(progress.only().kind()).isEqualTo(Kind.BROKEN);
        assertThat(progress.only().peer()).isEqualTo(PeerState.TIMEOUT);
        assertThat(progress.only().text()).contains("the answer took longer than 400 ms");
    }

    @Test
    void aTrickleOfBytesDoesNotProlongTheTimeout() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (ServerSocket slow = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Hl7Courier courier = courier(slow.getLocalPort(), SHORT)) {
            CompletableFuture<Void> peer =
                    CompletableFuture.runAsync(
                            () -> {
                                try (var socket = slow.accept()) {
                                    socket.getOutputStream().write(0x0b);
                                    while (!end.await(20, TimeUnit.MILLISECONDS)) {
                                        socket.getOutputStream().write('x');
                                    }
                                } catch (java.io.IOException | InterruptedException closed) {
                                    // The courier has closed the connection.
                                }
                            });
            courier.deliver(List.of(delivery(1)), progress);
            end.countDown();
            peer.get(10, TimeUnit.SECONDS);
        }
        assertThat(progress.only().peer()).isEqualTo(PeerState.TIMEOUT);
    }

    @Test
    void closingEndsARunningDelivery() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Hl7Courier courier = courier(silent.getLocalPort(), LONG);
            List<Delivery> batch = List.of(delivery(1));
            CompletableFuture<Contact> running =
                    CompletableFuture.supplyAsync(() -> courier.deliver(batch, progress));
            await().atMost(LONG).until(progress::isReached);
            courier.close();
            assertThat(running.get(10, TimeUnit.SECONDS)).isEqualTo(Contact.LOST);
            assertThat(progress.only().text()).contains("this node closed the connection");
        }
    }

    @Test
    void withoutAReceiverEverythingWaits() throws Exception {
        try (Hl7Courier courier = courier(Peers.freePort(), LONG)) {
            assertThat(courier.reach().state()).isEqualTo(PeerState.NO_CONNECTION);
            Contact contact = courier.deliver(List.of(delivery(1), delivery(2)), progress);
            assertThat(contact).isEqualTo(Contact.NONE);
        }
        assertThat(progress.isReached()).isFalse();
        assertThat(progress.outcomes())
                .extracting(Outcome::kind)
                .containsExactly(Kind.UNREACHABLE, Kind.UNREACHABLE);
    }

    @Test
    void whatIsNoReportIsUnreadable() throws Exception {
        Path image = ReportFixtures.source(folder, header -> {}).file();
        try (MllpReceiver receiver = MllpReceiver.accepting();
                Hl7Courier courier = courier(receiver.port(), LONG)) {
            List<Delivery> batch = new ArrayList<>();
            batch.add(delivery(1, "2.25.1", image));
            batch.add(delivery(2, "2.25.2", folder.resolve("absent.dcm")));
            batch.add(delivery(3));
            courier.deliver(batch, progress);
        }
        assertThat(progress.outcomes())
                .extracting(Outcome::kind)
                .containsExactly(Kind.UNREADABLE, Kind.UNREADABLE, Kind.SENT);
    }

    @Test
    void tlsIsMutualAndChecksTheHost() throws Exception {
        TestKeys keys = new TestKeys(folder);
        keys.make("his", "localhost");
        keys.make("node", "node.example");
        keys.make("stranger", "localhost");
        SSLContext server = keys.context(Optional.of("his"), "node");
        try (MllpReceiver receiver =
                new MllpReceiver(
                        0,
                        Optional.of(server),
                        message -> MllpReceiver.acknowledge(message, "AA", ""))) {
            assertThat(
                            sent(
                                            "localhost",
                                            receiver.port(),
                                            Optional.of(keys.stores("node", "his")))
                                    .kind())
                    .isEqualTo(Kind.SENT);
            Outcome otherHost =
                    sent("127.0.0.1", receiver.port(), Optional.of(keys.stores("node", "his")));
            assertThat(otherHost.peer()).isEqualTo(PeerState.TLS_FAILED);
            assertThat(otherHost.text()).contains("host name mismatch");
            Outcome untrusted =
                    sent(
                            "localhost",
                            receiver.port(),
                            Optional.of(keys.stores("node", "stranger")));
            assertThat(untrusted.peer()).isEqualTo(PeerState.TLS_FAILED);
            assertThat(untrusted.text()).contains("it is not trusted");
            Outcome unknown =
                    sent("localhost", receiver.port(), Optional.of(keys.stores("stranger", "his")));
            assertThat(unknown.kind()).isIn(Kind.UNREACHABLE, Kind.BROKEN);
            assertThat(receiver.messages()).hasSize(1);
        }
    }

    private Outcome sent(String host, int port, Optional<DestinationStores> tls) throws Exception {
        RecordedProgress own = new RecordedProgress();
        try (Hl7Courier courier = courier(host, port, LONG, tls, Acknowledgement.ORIGINAL)) {
            courier.deliver(List.of(delivery(1)), own);
        }
        return own.only();
    }
}
