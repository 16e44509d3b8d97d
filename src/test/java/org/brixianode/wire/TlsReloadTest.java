package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;
import org.brixianode.config.ConfigReader;
import org.brixianode.config.ConfigSource;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.Tls;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.node.Node;
import org.brixianode.testkit.TestKeys;
import org.brixianode.testkit.TestNode;
import org.brixianode.testkit.TestObjects;
import org.brixianode.testkit.TestScu;
import org.brixianode.web.rest.Reloads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The certificates of the port and of the page change while the node runs. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TlsReloadTest {

    private static final String EXPLICIT = TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN;

    @TempDir Path folder;

    private String text(Path keys, TlsConfig tls) throws Exception {
        return TestNode.text(
                folder.resolve("node"),
                0,
                TestNode.standIn(folder)
                        + """
                          dicom.tls { enabled = true, key-store = "%s", key-store-password = "%s",
                                      trust-store = "%s", trust-store-password = "%s" }
                          web { enabled = true, port = 0, tls { enabled = true, key-store = "%s",
                                key-store-password = "%s" } }
                          """
                                .formatted(
                                        keys,
                                        tls.keyStorePassword(),
                                        tls.trustStore(),
                                        tls.trustStorePassword(),
                                        keys,
                                        tls.keyStorePassword()));
    }

    /** The name in the certificate that a port shows to somebody who trusts it. */
    private static String shown(TestKeys keys, String trusted, int port) throws Exception {
        try (SSLSocket socket =
                (SSLSocket)
                        keys.context(Optional.of("pacs"), trusted)
                                .getSocketFactory()
                                .createSocket("localhost", port)) {
            socket.setSoTimeout(20_000);
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName();
        }
    }

    @Test
    void aRenewedCertificateIsUsedWithoutARestart() throws Exception {
        TestKeys keys = new TestKeys(folder);
        for (String name : new String[] {"old", "new", "pacs"}) {
            keys.make(name, "localhost");
        }
        TlsConfig tls = keys.config("old", "pacs", true);
        Path used = folder.resolve("used.p12");
        Files.copy(tls.keyStore(), used);
        Path file = folder.resolve("node.conf");
        Files.writeString(file, text(used, tls));
        ConfigSource source = () -> ConfigReader.load(Optional.of(file), Map.of());
        AAssociateRQ request =
                TestScu.request(
                        TestNode.TITLE.value(),
                        new String[] {SopClasses.COMPUTED_RADIOGRAPHY},
                        EXPLICIT);
        try (Node node = Node.start(source.load(), source, Clock.systemUTC());
                TestScu open =
                        TestScu.connect(
                                node.port(),
                                "PACS",
                                request,
                                Optional.of(Tls.open(keys.config("pacs", "old", false))))) {
            int web = node.webPort().getAsInt();
            assertThat(node.reload().changed()).isEmpty();
            assertThat(shown(keys, "old", node.port())).isEqualTo("CN=old");

            Path fresh = keys.config("new", "pacs", true).keyStore();
            Files.copy(fresh, used, StandardCopyOption.REPLACE_EXISTING);
            assertThat(node.reload().changed()).containsExactly("dicom.tls", "web.tls");
            assertThat(shown(keys, "new", node.port())).isEqualTo("CN=new");
            assertThat(shown(keys, "new", web)).isEqualTo("CN=new");
            assertThat(TestScu.status(open.store(TestObjects.cr(1), EXPLICIT)))
                    .as("the open association goes on")
                    .isZero();

            Files.writeString(used, "-----BEGIN CERTIFICATE-----\nhalf of it");
            Reloads.Result refused = node.reload();
            assertThat(refused.accepted()).isFalse();
            assertThat(refused.problem().orElseThrow()).contains("key store " + used);
            assertThat(shown(keys, "new", node.port())).isEqualTo("CN=new");
            assertThat(shown(keys, "new", web)).isEqualTo("CN=new");

            Files.writeString(file, text(tls.keyStore(), tls));
            assertThat(node.reload().changed())
                    .containsExactly("dicom.tls.key-store", "web.tls.key-store");
            assertThat(shown(keys, "old", node.port())).isEqualTo("CN=old");
            assertThat(shown(keys, "old", web)).isEqualTo("CN=old");
        }
    }
}
