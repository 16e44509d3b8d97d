package org.brixianode.regress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.Tls;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.testkit.CapturedLog;
import org.brixianode.testkit.RecordingIntake;
import org.brixianode.testkit.TestKeys;
import org.brixianode.testkit.TestScp;
import org.brixianode.testkit.TestScu;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS 1.2 took cipher suites without forward secrecy (BCP 195), at either end. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class WeakCipherSuitesTest {

    private static final String ACCEPTOR = "org.brixianode.receive.Acceptor";

    @TempDir static Path keyFolder;
    private static TestKeys keys;

    @TempDir Path spool;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = new TestKeys(keyFolder);
        keys.makeRsa("node", "localhost");
    }

    private TestScp node() throws Exception {
        return new TestScp(spool)
                .tls(keys.config("node", "node", false))
                .start(new RecordingIntake());
    }

    private static String handshake(int port, String suite) throws Exception {
        try (SSLSocket client =
                (SSLSocket)
                        keys.trusting("node").getSocketFactory().createSocket("localhost", port)) {
            client.setSoTimeout(20_000);
            client.setEnabledCipherSuites(new String[] {suite});
            client.startHandshake();
            return client.getSession().getCipherSuite();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_RSA_WITH_AES_128_CBC_SHA",
                "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
                "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
                "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"
            })
    void thePortRefusesWeakSuitesAndSaysWhy(String suite) throws Exception {
        try (TestScp scp = node();
                CapturedLog log = CapturedLog.of(ACCEPTOR)) {
            assertThatThrownBy(() -> handshake(scp.port(), suite)).isInstanceOf(SSLException.class);
            await().untilAsserted(
                            () ->
                                    assertThat(log.warnings())
                                            .singleElement()
                                            .asString()
                                            .contains("no cipher suites in common")
                                            .contains("TLS 1.2 with ECDHE", "BCP 195"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_AES_256_GCM_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
            })
    void thePortTakesSuitesWithForwardSecrecy(String suite) throws Exception {
        try (TestScp scp = node()) {
            assertThat(handshake(scp.port(), suite)).isEqualTo(suite);
        }
    }

    @Test
    void aSenderOffersNoWeakSuite() throws Exception {
        try (SSLServerSocket weak =
                (SSLServerSocket)
                        keys.context(Optional.of("node"), "node")
                                .getServerSocketFactory()
                                .createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            weak.setEnabledCipherSuites(
                    new String[] {
                        "TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"
                    });
            Thread server =
                    new Thread(
                            () -> {
                                try (SSLSocket one = (SSLSocket) weak.accept()) {
                                    one.startHandshake();
                                } catch (java.io.IOException expected) {
                                    // the sender's side says why
                                }
                            });
            server.start();
            Tls tls = Tls.open(keys.config("node", "node", false));
            assertThatThrownBy(
                            () ->
                                    TestScu.connect(
                                                    weak.getLocalPort(),
                                                    "PACS",
                                                    TestScu.request(
                                                            "ANY",
                                                            new String[] {SopClasses.VERIFICATION},
                                                            TransferSyntaxes
                                                                    .IMPLICIT_VR_LITTLE_ENDIAN),
                                                    Optional.of(tls))
                                            .close())
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("TLS 1.2 with ECDHE");
            server.join(20_000);
        }
    }
}
