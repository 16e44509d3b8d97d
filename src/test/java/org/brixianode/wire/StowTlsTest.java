package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.receive.Refusals;
import org.brixianode.receive.stow.StowConfig;
import org.brixianode.receive.stow.StowSender;
import org.brixianode.receive.stow.StowServer;
import org.brixianode.send.DestinationStores;
import org.brixianode.send.HttpCredentials;
import org.brixianode.send.HttpService;
import org.brixianode.send.PeerState;
import org.brixianode.send.StowDestination;
import org.brixianode.send.http.HttpTimeouts;
import org.brixianode.send.stow.StowCourier;
import org.brixianode.study.AeTitle;
import org.brixianode.study.Sha256;
import org.brixianode.study.StoreFile;
import org.brixianode.testkit.RecordingIntake;
import org.brixianode.testkit.TestKeys;
import org.brixianode.testkit.TestScp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reception by STOW-RS over TLS, seen by the node's own courier. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StowTlsTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir Path folder;

    private final List<InetAddress> refused = new CopyOnWriteArrayList<>();
    private TestScp scp;
    private StowServer server;
    private TestKeys keys;
    private TlsConfig sender;

    @BeforeEach
    void start() throws Exception {
        keys = new TestKeys(folder);
        keys.make("node", "localhost");
        keys.make("sender", "localhost");
        sender = keys.config("sender", "node", false);
        scp = new TestScp(folder.resolve("spool")).start(new RecordingIntake());
        server =
                new StowServer(
                        new StowConfig(
                                "127.0.0.1",
                                0,
                                "",
                                List.of(new StowSender("a", new AeTitle("A"), Sha256.hex("token"))),
                                1,
                                new StowConfig.Timeouts(LONG, LONG),
                                Optional.of(stores("node"))),
                        new AeTitle("BRIXIA"),
                        scp.scp().files(),
                        new Refusals() {
                            @Override
                            public void rejected(
                                    String calling,
                                    String called,
                                    InetAddress address,
                                    Reason reason) {}

                            @Override
                            public void tlsRefused(InetAddress address) {
                                refused.add(address);
                            }
                        });
        server.start();
    }

    private StowConfig.Tls stores(String name) throws Exception {
        TlsConfig tls = keys.config(name, "sender", true);
        return new StowConfig.Tls(tls.keys(), Optional.of(tls.trusted()));
    }

    @AfterEach
    void stop() {
        server.close();
        scp.close();
    }

    private PeerState reach(Optional<StoreFile> key, StoreFile trusted) throws Exception {
        HttpService service =
                new HttpService(
                        URI.create("https://localhost:" + server.port()),
                        Optional.of(HttpCredentials.bearer("token")),
                        new DestinationStores(key, Optional.of(trusted)));
        try (StowCourier courier =
                new StowCourier(
                        new HttpTimeouts(LONG, LONG),
                        new StowDestination("node", service, false),
                        Clock.systemUTC())) {
            return courier.reach().state();
        }
    }

    @Test
    void aSenderNeedsATrustedCertificate() throws Exception {
        assertThat(reach(Optional.of(sender.keys()), sender.trusted()))
                .isEqualTo(PeerState.ANSWERS);
        assertThat(refused).isEmpty();
        assertThat(reach(Optional.empty(), sender.trusted())).isNotEqualTo(PeerState.ANSWERS);
        keys.make("stranger", "localhost");
        StoreFile stranger = keys.config("stranger", "node", false).keys();
        assertThat(reach(Optional.of(stranger), sender.trusted())).isNotEqualTo(PeerState.ANSWERS);
        await().atMost(LONG).until(() -> refused.size() >= 2);
        assertThat(refused).containsOnly(InetAddress.getLoopbackAddress());
    }

    @Test
    void renewedCertificatesCountFromTheNextConnectionOn() throws Exception {
        keys.make("renewed", "localhost");
        server.renewTls(stores("renewed"));
        StoreFile fresh = keys.config("sender", "renewed", false).trusted();
        assertThat(reach(Optional.of(sender.keys()), fresh)).isEqualTo(PeerState.ANSWERS);
        assertThat(reach(Optional.of(sender.keys()), sender.trusted()))
                .isEqualTo(PeerState.TLS_FAILED);
        Path broken = Files.writeString(folder.resolve("broken.p12"), "no store");
        assertThatThrownBy(
                        () ->
                                server.renewTls(
                                        new StowConfig.Tls(
                                                new StoreFile(broken, "x"), Optional.empty())))
                .hasMessageContaining("broken.p12");
        assertThat(reach(Optional.of(sender.keys()), fresh)).isEqualTo(PeerState.ANSWERS);
    }
}
