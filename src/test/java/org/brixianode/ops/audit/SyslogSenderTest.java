package org.brixianode.ops.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.TrustedName;
import org.brixianode.study.AeTitle;
import org.brixianode.testkit.CapturedLog;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.SyslogServer;
import org.brixianode.testkit.TestKeys;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages on their way to a syslog server over loopback, which is cut off and comes back. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SyslogSenderTest {

    private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");
    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final SyslogSender.Waits WAITS =
            new SyslogSender.Waits(
                    MOMENT,
                    MOMENT.multipliedBy(4),
                    MOMENT.multipliedBy(4),
                    MOMENT.multipliedBy(10),
                    MOMENT);

    /** What was written counts as received only long after a test. */
    private static final SyslogSender.Waits UNSETTLED =
            new SyslogSender.Waits(
                    MOMENT,
                    MOMENT.multipliedBy(4),
                    Duration.ofMinutes(2),
                    MOMENT.multipliedBy(10),
                    MOMENT);

    @TempDir static Path keyFolder;
    private static TestKeys keys;

    @TempDir Path folder;

    private final AtomicLong lost = new AtomicLong();
    private final AtomicBoolean away = new AtomicBoolean();
    private final TrailListener listener =
            new TrailListener() {
                @Override
                public void lost(long count) {
                    lost.addAndGet(count);
                }

                @Override
                public void serverAway(Instant since, String reason) {
                    away.set(true);
                }

                @Override
                public void serverBack() {
                    away.set(false);
                }

                @Override
                public void spoolFails(String reason) {}

                @Override
                public void spoolWorks() {}
            };

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = new TestKeys(keyFolder);
        keys.make("node", "localhost");
        keys.make("syslog", "localhost");
        keys.make("stranger", "localhost");
    }

    private static SyslogConfig config(
            SyslogConfig.Transport transport,
            int port,
            Optional<SyslogConfig.Store> own,
            Optional<SyslogConfig.Store> trusted) {
        return new SyslogConfig(
                transport, "localhost", port, 1 << 20, Duration.ofDays(1), own, trusted);
    }

    private static SyslogConfig tcp(int port) {
        return config(SyslogConfig.Transport.TCP, port, Optional.empty(), Optional.empty());
    }

    private static SyslogConfig tls(int port, String own, boolean withKey) throws Exception {
        TlsConfig stores = keys.config(own, "syslog", false);
        return config(
                SyslogConfig.Transport.TLS,
                port,
                withKey
                        ? Optional.of(
                                new SyslogConfig.Store(
                                        stores.keyStore(), stores.keyStorePassword()))
                        : Optional.empty(),
                Optional.of(
                        new SyslogConfig.Store(stores.trustStore(), stores.trustStorePassword())));
    }

    /** The spool and the sender of one run of a node. */
    private final class Run implements AutoCloseable {
        private final SyslogSpool spool;
        private final SyslogSender sender;

        Run(SyslogConfig config) throws IOException {
            this(config, WAITS);
        }

        Run(SyslogConfig config, SyslogSender.Waits waits) throws IOException {
            spool = SyslogSpool.open(folder, config, Clock.systemUTC());
            sender = new SyslogSender(config, spool, listener, waits, Clock.systemUTC());
            sender.start();
        }

        void add(String message) throws IOException {
            spool.add(Clock.systemUTC().instant(), message.getBytes(StandardCharsets.UTF_8));
        }

        void awaitConfirmed() {
            await().until(() -> spool.next(spool.confirmed(), 1, Duration.ofMillis(1)).isEmpty());
        }

        @Override
        public void close() throws IOException {
            sender.close();
            spool.close();
        }
    }

    private static void awaitMessages(SyslogServer server, String... expected) {
        await().untilAsserted(
                        () ->
                                assertThat(server.messages().stream().distinct())
                                        .containsExactly(expected));
    }

    /** As the handbook says. */
    @Test
    void aServerIsReportedAfterAMinute() {
        assertThat(SyslogSender.Waits.DEFAULT.alarm()).hasMinutes(1);
    }

    @Test
    void eventsReachTheServerOverMutualTlsAsValidMessages() throws Exception {
        AuditNames names =
                new AuditNames(new AeTitle("BRIXIA"), "node.example", 4711, "brixia", Map.of());
        try (SyslogServer server =
                SyslogServer.tls(keys.context(Optional.of("syslog"), "node"), true)) {
            AuditConfig config =
                    new AuditConfig(
                            Duration.ofDays(1),
                            1 << 20,
                            1 << 22,
                            "",
                            "",
                            false,
                            Optional.of(tls(server.port(), "node", true)));
            try (AtnaTrail trail =
                    AtnaTrail.open(
                            config, folder, names, PatientIds.NONE, listener, Clock.systemUTC())) {
                trail.on(AT, new NodeEvent.Started(new TrustedName("m 1")));
                trail.on(AT, new NodeEvent.IntakeFailing());
                trail.on(AT, new NodeEvent.Stopped());
            }
            await().until(() -> server.messages().size() == 2);
            String header =
                    "<85>1 2026-03-01T08:00:00.000Z node.example brixia-node 4711 DICOM+RFC3881 -"
                            + " \ufeff";
            for (String message : server.messages()) {
                assertThat(message).startsWith(header);
                AuditSchema.validate(message.substring(header.length()));
            }
            assertThat(server.messages().get(1)).contains("Application Stop");
            assertThat(server.problems()).isEmpty();
        }
        try (Run next = new Run(tcp(1))) {
            assertThat(next.spool.next(next.spool.confirmed(), 1, Duration.ofMillis(1)))
                    .as("nothing is left to send after an end in order")
                    .isEmpty();
        }
    }

    @Test
    void nothingIsLostOrDisorderedByACutOfTheNetwork() throws Exception {
        try (SyslogServer server =
                        SyslogServer.tls(keys.context(Optional.of("syslog"), "node"), false);
                CapturedLog log = CapturedLog.of("org.brixianode.ops.audit");
                Run run = new Run(tls(server.port(), "node", false))) {
            run.add("1");
            run.awaitConfirmed();
            server.cut();
            run.add("2");
            run.add("3");
            await().until(() -> !log.errors().isEmpty());
            assertThat(log.errors())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("localhost:" + server.port(), "kept in storage.dir");
            await().untilTrue(away);
            server.start();
            awaitMessages(server, "1", "2", "3");
            run.awaitConfirmed();
            run.add("4");
            awaitMessages(server, "1", "2", "3", "4");
            await().until(() -> log.infos().stream().anyMatch(line -> line.contains("over")));
            await().untilFalse(away);
        }
    }

    /** Written into the connection, and cut before the server can be known to have it. */
    @Test
    void whatWasUnderWayAtACutIsSentAgain() throws Exception {
        try (SyslogServer server = SyslogServer.plain()) {
            server.stopReading();
            try (Run run = new Run(tcp(server.port()), UNSETTLED)) {
                run.add("1");
                run.add("2");
                await().until(() -> server.connections() == 1);
                assertThat(server.messages()).isEmpty();
                server.cut();
            }
            try (SyslogServer back = SyslogServer.plain();
                    Run next = new Run(tcp(back.port()))) {
                awaitMessages(back, "1", "2");
                next.awaitConfirmed();
            }
        }
    }

    @Test
    void messagesOfAKilledNodeAreSentByTheNext() throws Exception {
        SyslogSpool killed = SyslogSpool.open(folder, tcp(1), Clock.systemUTC());
        killed.add(Clock.systemUTC().instant(), "before".getBytes(StandardCharsets.UTF_8));
        try (SyslogServer server = SyslogServer.plain();
                Run run = new Run(tcp(server.port()))) {
            run.add("after");
            awaitMessages(server, "before", "after");
        }
    }

    @Test
    void anUntrustedServerGetsNothing() throws Exception {
        try (SyslogServer server =
                        SyslogServer.tls(keys.context(Optional.of("stranger"), "node"), false);
                CapturedLog log = CapturedLog.of("org.brixianode.ops.audit");
                Run run = new Run(tls(server.port(), "node", false))) {
            run.add("1");
            await().until(() -> !log.errors().isEmpty());
            assertThat(log.errors().get(0)).contains("it is not trusted", "subject CN=stranger");
            assertThat(server.messages()).isEmpty();
        }
    }

    /** With TLS 1.3 the handshake ends for the client before the server refuses it. */
    @Test
    void aServerThatRefusesTheNodesCertificateGetsItAllLater() throws Exception {
        try (SyslogServer server =
                        SyslogServer.tls(keys.context(Optional.of("syslog"), "node"), true);
                CapturedLog log = CapturedLog.of("org.brixianode.ops.audit")) {
            try (Run run = new Run(tls(server.port(), "stranger", true), UNSETTLED)) {
                run.add("1");
                await().until(() -> !log.errors().isEmpty());
                assertThat(server.messages()).isEmpty();
            }
            try (Run run = new Run(tls(server.port(), "node", true))) {
                awaitMessages(server, "1");
                run.awaitConfirmed();
            }
        }
    }

    @Test
    void aFullSpoolIsToldOnceTheOldestAreDeleted() throws Exception {
        try (SyslogServer server = SyslogServer.plain()) {
            int port = server.port();
            server.cut();
            try (CapturedLog log = CapturedLog.of("org.brixianode.ops.audit");
                    Run run = new Run(tcp(port))) {
                for (int i = 0; i < 2500; i++) {
                    run.add("x".repeat(1000));
                }
                await().until(() -> lost.get() > 1000);
                assertThat(log.errors())
                        .anyMatch(
                                line ->
                                        line.contains("deleted unsent")
                                                && line.contains("audit.syslog.spool-size"));
                server.start();
                await().until(() -> lost.get() + server.messages().size() >= 2500);
                run.awaitConfirmed();
            }
        }
    }

    /** A server that reads nothing must not hold up who adds messages. */
    @Test
    void addingNeverWaitsForTheServer() throws Exception {
        try (SyslogServer server = SyslogServer.plain()) {
            server.stopReading();
            try (Run run = new Run(tcp(server.port()))) {
                long start = System.nanoTime();
                for (int i = 0; i < 500; i++) {
                    run.add("x".repeat(1000));
                }
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as("the server never reads")
                        .isLessThan(Duration.ofSeconds(30));
            }
        }
    }

    @Test
    void overUdpAMessageIsADatagram() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                Run run =
                        new Run(
                                config(
                                        SyslogConfig.Transport.UDP,
                                        server.getLocalPort(),
                                        Optional.empty(),
                                        Optional.empty()))) {
            server.setSoTimeout(30_000);
            run.add("one");
            DatagramPacket packet = new DatagramPacket(new byte[100], 100);
            server.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
                    .isEqualTo("one");
            run.awaitConfirmed();
        }
    }

    @Test
    void theProbeTriesTheConnectionAndSendsNothing() throws Exception {
        try (SyslogServer server =
                SyslogServer.tls(keys.context(Optional.of("syslog"), "node"), true)) {
            assertThat(SyslogProbe.run(tls(server.port(), "node", true)))
                    .isEqualTo("localhost:%d (TLS) is reachable".formatted(server.port()));
            assertThatThrownBy(() -> SyslogProbe.run(tls(server.port(), "stranger", true)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("bad_certificate")
                    .hasMessageContaining("audit.syslog");
            assertThat(server.messages()).isEmpty();
        }
        assertThatThrownBy(() -> SyslogProbe.run(tcp(Peers.freePort())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Connection refused");
    }

    @Test
    void passwordsAreMasked() throws Exception {
        assertThat(tls(1, "node", true).toString()).doesNotContain("changeit").contains("node.p12");
    }
}
