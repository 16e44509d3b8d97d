package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.testkit.Pdus;
import org.brixianode.testkit.RecordingIntake;
import org.brixianode.testkit.ScriptedPeer;
import org.brixianode.testkit.TestObjects;
import org.brixianode.testkit.TestScp;
import org.brixianode.testkit.TestScu;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Peers that take connections and use none of them, from addresses of loopback. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CrowdTest {

    private static final String EXPLICIT = TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final String CR = SopClasses.COMPUTED_RADIOGRAPHY;

    @TempDir Path spool;

    private final RecordingIntake intake = new RecordingIntake();
    private final List<Socket> crowd = new ArrayList<>();

    @AfterEach
    void disperse() throws IOException {
        for (Socket one : crowd) {
            one.close();
        }
    }

    private static Socket connect(TestScp scp, String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", scp.port()), 10_000);
        return socket;
    }

    private void silent(TestScp scp, int count, String from) throws IOException {
        for (int i = 0; i < count; i++) {
            crowd.add(connect(scp, from));
        }
    }

    private void sends(TestScp scp) throws Exception {
        try (TestScu scu =
                TestScu.connect(
                        scp.port(),
                        "MODALITY",
                        TestScu.request(TestScp.TITLE, new String[] {CR}, EXPLICIT))) {
            assertThat(TestScu.status(scu.store(TestObjects.cr(1), EXPLICIT))).isZero();
        }
        assertThat(intake.accepted()).hasSize(1);
    }

    @Test
    void anotherAddressGetsInBesideASilentCrowd() throws Exception {
        try (TestScp scp = new TestScp(spool).start(intake)) {
            silent(scp, 80, "127.0.0.2");
            sends(scp);
        }
    }

    @Test
    void theSameAddressGetsInBesideASilentCrowd() throws Exception {
        try (TestScp scp = new TestScp(spool).start(intake)) {
            silent(scp, 80, "127.0.0.1");
            sends(scp);
        }
    }

    @Test
    void aSenderGetsInBesideACrowdOfManyAddresses() throws Exception {
        try (TestScp scp = new TestScp(spool).start(intake)) {
            for (int i = 2; i < 122; i++) {
                silent(scp, 1, "127.0.0." + i);
            }
            sends(scp);
        }
    }

    /** Idle associations are a crowd too; they are told that it is for the time being. */
    @Test
    void oneAddressDoesNotTakeAllAssociations() throws Exception {
        try (TestScp scp = new TestScp(spool).associations(6, 4).start(intake)) {
            byte[] request = Pdus.associate(TestScp.TITLE, "GREEDY", CR, EXPLICIT);
            List<Integer> answers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Socket socket = connect(scp, "127.0.0.2");
                crowd.add(socket);
                ScriptedPeer peer = new ScriptedPeer(socket);
                peer.send(request);
                answers.add(peer.read().orElseThrow().type());
            }
            assertThat(answers)
                    .containsExactly(
                            Pdus.A_ASSOCIATE_AC,
                            Pdus.A_ASSOCIATE_AC,
                            Pdus.A_ASSOCIATE_AC,
                            Pdus.A_ASSOCIATE_AC,
                            Pdus.A_ASSOCIATE_RJ);
            sends(scp);
            disperse();
            await().until(() -> scp.scp().openAssociations() == 0);
        }
    }
}
