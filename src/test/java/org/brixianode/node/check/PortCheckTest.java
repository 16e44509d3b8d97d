package org.brixianode.node.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import org.brixianode.config.NodeConfig;
import org.brixianode.receive.StoreScp;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.RecordingIntake;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A port that is held already: by this node, or by something else. */
final class PortCheckTest {

    @TempDir Path folder;

    private NodeConfig config(int port) throws Exception {
        return TestNode.config(
                folder, "dicom { port = " + port + ", accepted-callers = [ MODALITY ] }");
    }

    @Test
    void aFreePortIsFree() throws Exception {
        int port = Peers.freePort();
        assertThat(PortCheck.run(config(port), false)).isEqualTo(port + " is free");
    }

    @Test
    void theNodeKnowsItself() throws Exception {
        NodeConfig config = config(Peers.freePort());
        try (StoreScp scp =
                new StoreScp(config.receive(), new RecordingIntake(), Clock.systemUTC())) {
            scp.start();
            assertThat(PortCheck.run(config, true))
                    .isEqualTo(
                            scp.port() + " is in use by a running Brixia Node (C-ECHO answered)");
        }
    }

    @Test
    void aNodeWithAnotherStorageIsAnother() throws Exception {
        NodeConfig config = config(Peers.freePort());
        try (StoreScp scp =
                new StoreScp(config.receive(), new RecordingIntake(), Clock.systemUTC())) {
            scp.start();
            assertThatThrownBy(() -> PortCheck.run(config, false))
                    .hasMessageContaining(
                            "another Brixia Node with another storage.dir uses the port");
        }
    }

    @Test
    void aFreePortBesideANodeOnTheSameStorageIsNotEnough() throws Exception {
        NodeConfig config = config(Peers.freePort());
        assertThatThrownBy(() -> PortCheck.run(config, true))
                .hasMessageContaining("a second node cannot use the same storage");
    }

    /** 192.0.2.1 is for documentation (RFC 5737) and no machine's. */
    @Test
    void anAddressOfNoInterfaceIsReportedWithoutAnEcho() throws Exception {
        NodeConfig config = TestNode.config(folder, "dicom { bind = \"192.0.2.1\", port = 13131 }");
        assertThatThrownBy(() -> PortCheck.run(config, false))
                .hasMessageContaining("dicom.bind is not an address of this machine")
                .hasMessageNotContaining("answers");
    }

    @Test
    void withoutItsTlsStoresItSaysNothingOfWhatListens() throws Exception {
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NodeConfig config =
                    TestNode.config(
                            folder,
                            ("dicom { port = %d, tls { enabled = true, key-store = missing.p12,"
                                            + " key-store-password = x, trust-store = missing.p12, trust-store-password = x } }")
                                    .formatted(used.getLocalPort()));
            assertThat(PortCheck.run(config, true))
                    .isEqualTo(
                            used.getLocalPort()
                                    + " is in use, and a running Brixia Node has the database (not"
                                    + " asked, since the stores of dicom.tls cannot be used)");
            assertThatThrownBy(() -> PortCheck.run(config, false))
                    .hasMessageContaining("cannot be bound")
                    .hasMessageContaining("stores of dicom.tls cannot be used")
                    .hasMessageNotContaining("answers");
        }
    }

    @Test
    void aProgramThatHangsUpIsNone() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread hangUp =
                    new Thread(
                            () -> {
                                try {
                                    other.accept().close();
                                } catch (java.io.IOException e) {
                                    // the test is over
                                }
                            });
            hangUp.setDaemon(true);
            hangUp.start();
            NodeConfig config = config(other.getLocalPort());
            assertThatThrownBy(() -> PortCheck.run(config, true))
                    .hasMessageContaining("cannot be bound")
                    .hasMessageContaining("no Brixia Node answers there");
        }
    }
}
