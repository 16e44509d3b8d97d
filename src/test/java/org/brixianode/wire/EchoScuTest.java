package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.brixianode.dicom.Tls;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.PeerState;
import org.brixianode.send.Reachability;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.EchoScu;
import org.brixianode.study.AeTitle;
import org.brixianode.testkit.Pdus;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.ScriptedPeer;
import org.brixianode.testkit.TestKeys;
import org.brixianode.testkit.TestPacs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which a peer may fail to answer is told apart, with what to check. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EchoScuTest {

    private static final Duration SHORT = Duration.ofMillis(600);

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final DimseConfig PATIENT = config(LONG);

    private static DimseConfig config(Duration wait) {
        return new DimseConfig(
                new AeTitle("BRIXIA"), new DimseConfig.Timeouts(wait, wait, wait, wait), 1 << 14);
    }

    private static Reachability echo(String host, int port, Optional<TlsConfig> tls)
            throws InterruptedException {
        DimseDestination peer =
                new DimseDestination("pacs", new AeTitle(TestPacs.TITLE), host, port, tls);
        return EchoScu.echo(PATIENT, peer);
    }

    private static Reachability echo(int port) throws InterruptedException {
        return echo("127.0.0.1", port, Optional.empty());
    }

    @Test
    void findsAPeerThatAnswers() throws Exception {
        try (TestPacs pacs = TestPacs.start(Set.of())) {
            Reachability result = echo(pacs.port());
            assertThat(result.state()).isEqualTo(PeerState.ANSWERS);
            assertThat(result.ok()).isTrue();
            assertThat(result.took()).isPositive().isLessThan(LONG);
        }
    }

    @Test
    void reportsThatNoProcessListens() throws Exception {
        int port = Peers.freePort();
        Reachability result = echo(port);
        assertThat(result.state()).isEqualTo(PeerState.NO_CONNECTION);
        assertThat(result.message()).contains("127.0.0.1:" + port, "check that the peer runs");
    }

    @Test
    void tellsThatTheNameIsUnknown() throws Exception {
        Reachability result = echo("no-such-host.invalid", 104, Optional.empty());
        assertThat(result.state()).isEqualTo(PeerState.UNKNOWN_HOST);
        assertThat(result.message()).contains("check the name");
    }

    @Test
    void tellsWhichTitleIsUnknown() throws Exception {
        try (TestPacs pacs = TestPacs.start(Set.of()).onlyFor("ANOTHER")) {
            Reachability result = echo(pacs.port());
            assertThat(result.state()).isEqualTo(PeerState.REJECTED);
            assertThat(result.message()).contains("does not know the calling AE title BRIXIA");
        }
    }

    @Test
    void tellsThatThePeerHasAnotherTitle() throws Exception {
        try (TestPacs pacs = TestPacs.start(Set.of())) {
            DimseDestination wrong =
                    new DimseDestination(
                            "pacs",
                            new AeTitle("WRONG"),
                            "127.0.0.1",
                            pacs.port(),
                            Optional.empty());
            Reachability result = EchoScu.echo(PATIENT, wrong);
            assertThat(result.state()).isEqualTo(PeerState.REJECTED);
            assertThat(result.message()).contains("it is not called WRONG");
        }
    }

    /** Answers the first PDU with these bytes, then does nothing more. */
    private static Reachability echoToScript(byte[] answer, boolean closes) throws Exception {
        return echoToScript(PATIENT, answer, closes);
    }

    private static Reachability echoToScript(DimseConfig config, byte[] answer, boolean closes)
            throws Exception {
        try (ServerSocket listener = new ServerSocket(0)) {
            CompletableFuture<ScriptedPeer> peer =
                    CompletableFuture.supplyAsync(() -> answer(listener, answer, closes));
            DimseDestination scripted = TestPacs.destination("pacs", listener.getLocalPort());
            Reachability result = EchoScu.echo(config, scripted);
            peer.get().close();
            return result;
        }
    }

    private static ScriptedPeer answer(ServerSocket listener, byte[] answer, boolean closes) {
        try {
            ScriptedPeer peer = new ScriptedPeer(listener.accept());
            peer.read();
            peer.send(answer);
            if (closes) {
                peer.close();
            }
            return peer;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void tellsATransientRejection() throws Exception {
        Reachability result =
                echoToScript(Pdus.pdu(Pdus.A_ASSOCIATE_RJ, new byte[] {0, 2, 3, 2}), false);
        assertThat(result.state()).isEqualTo(PeerState.BUSY);
        assertThat(result.message()).contains("for the time being", "limit of associations");
    }

    @Test
    void tellsAnAbort() throws Exception {
        assertThat(echoToScript(Pdus.abort(), false).state()).isEqualTo(PeerState.ABORTED);
    }

    @Test
    void doesNotBlameItsOwnAbortOnThePeer() throws Exception {
        Reachability result = echoToScript(Pdus.pdu(0x42, new byte[4]), false);
        assertThat(result.state()).isEqualTo(PeerState.FAILED);
        assertThat(result.message()).contains("this node aborted").doesNotContain("it aborted");
    }

    @Test
    void tellsAClosedConnection() throws Exception {
        Reachability result = echoToScript(new byte[0], true);
        assertThat(result.state()).isEqualTo(PeerState.ABORTED);
        assertThat(result.message()).contains("whether it wants TLS");
    }

    @Test
    void tellsThatItKeepsSilent() throws Exception {
        Reachability result = echoToScript(config(SHORT), new byte[0], false);
        assertThat(result.state()).isEqualTo(PeerState.TIMEOUT);
        assertThat(result.message()).contains("no answer to A-ASSOCIATE-RQ in 600 ms");
        assertThat(result.took()).isLessThan(LONG);
    }

    @Test
    void doesNotFallForAPduLengthOfNothing() throws Exception {
        byte[] accept = Pdus.associate(TestPacs.TITLE, "BRIXIA", 6, "1.2", "1.2.840.10008.1.2");
        accept[0] = Pdus.A_ASSOCIATE_AC;
        Reachability result = echoToScript(accept, false);
        assertThat(result.state()).isEqualTo(PeerState.FAILED);
        assertThat(result.message()).contains("6 bytes");
    }

    @Test
    void asksOverTls(@TempDir Path folder) throws Exception {
        TestKeys keys = new TestKeys(folder);
        keys.make("node", "localhost");
        keys.make("pacs", "localhost");
        Tls server = Tls.open(keys.config("pacs", "node", true));
        try (TestPacs pacs = TestPacs.start(0, Optional.of(server), Set.of())) {
            Optional<TlsConfig> trusted = Optional.of(keys.config("node", "pacs", false));
            assertThat(echo("localhost", pacs.port(), trusted).state())
                    .isEqualTo(PeerState.ANSWERS);
            Reachability otherName = echo("127.0.0.1", pacs.port(), trusted);
            assertThat(otherName.state()).isEqualTo(PeerState.TLS_FAILED);
            assertThat(otherName.message()).contains("is for '127.0.0.1'");
            Optional<TlsConfig> distrusting = Optional.of(keys.config("node", "node", false));
            assertThat(echo("localhost", pacs.port(), distrusting).state())
                    .isEqualTo(PeerState.TLS_FAILED);
            assertThat(echo(pacs.port()).ok()).as("without TLS").isFalse();
        }
    }
}
