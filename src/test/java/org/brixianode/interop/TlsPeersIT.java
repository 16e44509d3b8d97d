package org.brixianode.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.dicom.Part10;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.PeerState;
import org.brixianode.send.Reachability;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.EchoScu;
import org.brixianode.study.AeTitle;
import org.brixianode.testkit.CapturedLog;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.PemKeys;
import org.brixianode.testkit.RecordingIntake;
import org.brixianode.testkit.TestObjects;
import org.brixianode.testkit.TestScp;
import org.brixianode.testkit.Tool;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with DCMTK and openssl, all with the PEM files of one authority. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TlsPeersIT {

    private static final String RECEIVE = "org.brixianode.receive";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final DimseConfig CONFIG =
            new DimseConfig(new AeTitle("BRIXIA"), DimseConfig.Timeouts.DEFAULT, 1 << 16);

    @TempDir static Path keyFolder;
    private static PemKeys pem;

    @TempDir Path folder;

    private final RecordingIntake intake = new RecordingIntake();

    @BeforeAll
    static void makeKeys() throws Exception {
        pem = new PemKeys(keyFolder);
        pem.authority("ca");
        pem.authority("stranger-ca");
        pem.issued("node", "localhost", "ca", PemKeys.RSA);
        pem.issued("peer", "localhost", "ca", PemKeys.EC);
        pem.issued("elsewhere", "elsewhere.example", "ca", PemKeys.EC);
        pem.issued("stranger", "localhost", "stranger-ca", PemKeys.EC);
        pem.expired("old", "localhost", "ca");
    }

    private TestScp node() throws Exception {
        return new TestScp(folder.resolve("spool"))
                .tls(pem.config("node", "ca", true))
                .start(intake);
    }

    private static List<Object> dcmtk(TestScp scp, String peer) {
        return new ArrayList<>(
                List.of(
                        "-v",
                        "+tls",
                        pem.path(peer + ".key"),
                        pem.path(peer + ".crt"),
                        "+cf",
                        pem.path("ca.crt"),
                        "-aec",
                        TestScp.TITLE,
                        "localhost",
                        scp.port()));
    }

    @Test
    void dcmtkStoresAndEchoes() throws Exception {
        Path file = folder.resolve("object.dcm");
        Part10.write(file, TestObjects.cr(1));
        try (TestScp scp = node()) {
            Tool.Result echo = Dcmtk.run("echoscu", dcmtk(scp, "peer").toArray());
            assertThat(echo.exitCode()).as(echo.output()).isZero();
            List<Object> store = dcmtk(scp, "peer");
            store.add(file);
            Tool.Result stored = Dcmtk.run("storescu", store.toArray());
            assertThat(stored.exitCode()).as(stored.output()).isZero();
        }
        assertThat(intake.accepted()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"stranger, CN=stranger-ca, it is not trusted", "old, CN=ca, it has expired"})
    void aRefusedSenderIsNamedInOneLine(String peer, String issuer, String reason)
            throws Exception {
        try (CapturedLog log = CapturedLog.of(RECEIVE);
                TestScp scp = node()) {
            Tool.Result echo = Dcmtk.run("echoscu", dcmtk(scp, peer).toArray());
            assertThat(echo.exitCode()).isNotZero();
            awaitWarning(log, "TLS with");
            assertThat(log.warnings())
                    .filteredOn(line -> line.contains("TLS with"))
                    .singleElement()
                    .asString()
                    .contains("127.0.0.1", reason, "subject CN=" + peer + ",O=Example Hospital")
                    .contains("issuer " + issuer, "serial ", "valid from ")
                    .doesNotContain("\n");
        }
    }

    @Test
    void aSenderWithoutCertificateIsRefused() throws Exception {
        try (CapturedLog log = CapturedLog.of(RECEIVE);
                TestScp scp = node()) {
            openssl("s_client", "-connect", "localhost:" + scp.port(), "-tls1_2");
            awaitWarning(log, "TLS with");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_1", "-tls1"})
    void oldVersionsAreRefused(String version) throws Exception {
        try (CapturedLog log = CapturedLog.of(RECEIVE);
                TestScp scp = node()) {
            Tool.Result result =
                    openssl(
                            "s_client",
                            "-connect",
                            "localhost:" + scp.port(),
                            version,
                            "-cipher",
                            "ALL:@SECLEVEL=0",
                            "-cert",
                            pem.path("peer.crt"),
                            "-key",
                            pem.path("peer.key"));
            assertThat(result.output()).contains("Cipher is (NONE)");
            awaitWarning(log, "only TLS 1.3");
        }
    }

    @ParameterizedTest
    @CsvSource({"-tls1_2, TLSv1.2", "-tls1_3, TLSv1.3"})
    void newVersionsConnect(String option, String version) throws Exception {
        try (TestScp scp = node()) {
            Tool.Result result =
                    openssl(
                            "s_client",
                            "-connect",
                            "localhost:" + scp.port(),
                            option,
                            "-verify_return_error",
                            "-verify_hostname",
                            "localhost",
                            "-CAfile",
                            pem.path("ca.crt"),
                            "-cert",
                            pem.path("peer.crt"),
                            "-key",
                            pem.path("peer.key"));
            assertThat(result.output())
                    .contains("Verification: OK", "New, " + version + ", Cipher is");
        }
    }

    /** The peer may end before the node has written its line. */
    private static void awaitWarning(CapturedLog log, String words) {
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(log.warnings()).anyMatch(line -> line.contains(words)));
    }

    private static Tool.Result openssl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Peers.program("openssl")));
        command.addAll(List.of(arguments));
        return Tool.run(LIMIT, command.toArray(String[]::new));
    }

    /** What the node says of a server with this certificate. */
    private static Reachability reach(String certificate) throws Exception {
        int port = Peers.freePort();
        try (Tool server =
                Tool.start(
                        Peers.program("openssl"),
                        "s_server",
                        "-accept",
                        String.valueOf(port),
                        "-quiet",
                        "-cert",
                        pem.path(certificate + ".crt"),
                        "-key",
                        pem.path(certificate + ".key"))) {
            Peers.awaitPort(port, server);
            return EchoScu.echo(
                    CONFIG,
                    new DimseDestination(
                            "pacs",
                            new AeTitle("PACS"),
                            "localhost",
                            port,
                            Optional.of(pem.config("node", "ca", false))));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "elsewhere | CN=ca | host name mismatch (it is for elsewhere.example, not for localhost)",
                "old       | CN=ca | it has expired",
                "stranger  | CN=stranger-ca | it is not trusted"
            })
    void aRefusedDestinationIsNamedInOneLine(String peer, String issuer, String reason)
            throws Exception {
        Reachability found = reach(peer);
        assertThat(found.state()).isEqualTo(PeerState.TLS_FAILED);
        assertThat(found.message())
                .contains(reason, "subject CN=" + peer + ",O=Example Hospital")
                .contains("issuer " + issuer, "serial ", "valid from ")
                .doesNotContain("\n");
    }
}
