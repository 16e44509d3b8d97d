package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.Tls;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.Reachability;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.EchoScu;
import org.brixianode.study.AeTitle;
import org.brixianode.testkit.RecordingIntake;
import org.brixianode.testkit.ScriptedPeer;
import org.brixianode.testkit.TestKeys;
import org.brixianode.testkit.TestObjects;
import org.brixianode.testkit.TestScp;
import org.brixianode.testkit.TestScu;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A port that speaks TLS: who gets through, and that nobody holds it up. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TlsTest {

    /** Longer than a sender waits here. */
    private static final Duration LONG = Duration.ofMinutes(3);

    private static final String EXPLICIT = TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN;

    @TempDir static Path keyFolder;
    private static TestKeys keys;

    @TempDir Path spool;

    private final RecordingIntake intake = new RecordingIntake();

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = new TestKeys(keyFolder);
        keys.make("node", "localhost");
        keys.make("pacs", "localhost");
        keys.make("elsewhere", "elsewhere.example");
        keys.make("stranger", "localhost");
    }

    private static AAssociateRQ request() {
        return TestScu.request(
                TestScp.TITLE, new String[] {SopClasses.COMPUTED_RADIOGRAPHY}, EXPLICIT);
    }

    private static TestScu connect(TestScp scp, TlsConfig config) throws Exception {
        return TestScu.connect(scp.port(), "PACS", request(), Optional.of(Tls.open(config)));
    }

    @Test
    void storesOverTlsWithClientCertificate() throws Exception {
        try (TestScp scp = new TestScp(spool).tls(keys.config("node", "pacs", true)).start(intake);
                TestScu scu = connect(scp, keys.config("pacs", "node", false))) {
            var image = TestObjects.image(SopClasses.COMPUTED_RADIOGRAPHY, 1, 500_000);
            assertThat(TestScu.status(scu.store(image, EXPLICIT))).isZero();
        }
        assertThat(intake.accepted()).hasSize(1);
    }

    @Test
    void refusesAClientThatItDoesNotTrust() throws Exception {
        try (TestScp scp =
                new TestScp(spool).tls(keys.config("node", "pacs", true)).start(intake)) {
            assertThatThrownBy(() -> connect(scp, keys.config("stranger", "node", false)).close())
                    .isInstanceOf(IOException.class);
            assertThat(scp.scp().openAssociations()).isZero();
        }
    }

    /** A TLS port answers an A-ASSOCIATE-RQ with a TLS alert, which is no PDU. */
    @Test
    void aPeerWithoutTlsIsToldThatThePortMayWantIt() throws Exception {
        try (TestScp scp =
                new TestScp(spool).tls(keys.config("node", "pacs", true)).start(intake)) {
            Reachability found =
                    EchoScu.echo(
                            DimseConfig.defaults(new AeTitle("PACS")),
                            new DimseDestination(
                                    "node",
                                    new AeTitle("BRIXIA"),
                                    "127.0.0.1",
                                    scp.port(),
                                    Optional.empty()));
            assertThat(found.ok()).isFalse();
            assertThat(found.message()).contains("whether it wants TLS");
        }
    }

    @Test
    void refusesAServerWithAnotherHostsCertificate() throws Exception {
        try (TestScp scp =
                new TestScp(spool).tls(keys.config("elsewhere", "pacs", true)).start(intake)) {
            assertThatThrownBy(() -> connect(scp, keys.config("pacs", "elsewhere", false)).close())
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("localhost");
        }
    }

    /** The library's own listener would wait for the silent ones before it takes the next. */
    @Test
    void silentConnectionsDoNotBlockOthers() throws Exception {
        try (TestScp scp =
                        new TestScp(spool)
                                .tls(keys.config("node", "pacs", true))
                                .timeouts(LONG, LONG, LONG)
                                .start(intake);
                Socket silent = new Socket("localhost", scp.port());
                TestScu scu = connect(scp, keys.config("pacs", "node", false))) {
            assertThat(TestScu.status(scu.store(TestObjects.cr(1), EXPLICIT))).isZero();
            assertThat(silent.getInputStream().available()).as("said to the silent one").isZero();
        }
    }

    @Test
    void aSilentConnectionIsClosedAfterTheLimit() throws Exception {
        try (TestScp scp =
                        new TestScp(spool)
                                .tls(keys.config("node", "pacs", true))
                                .timeouts(Duration.ofSeconds(1), LONG, LONG)
                                .start(intake);
                ScriptedPeer silent = new ScriptedPeer(new Socket("localhost", scp.port()))) {
            assertThat(silent.read()).isEmpty();
        }
    }

    @Test
    void masksPasswords() throws Exception {
        assertThat(keys.config("node", "pacs", true).toString())
                .contains("node.p12")
                .doesNotContain("changeit");
    }
}
