package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.Tls;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.receive.Refusals;
import org.brixianode.testkit.CapturedLog;
import org.brixianode.testkit.Pdus;
import org.brixianode.testkit.RecordingIntake;
import org.brixianode.testkit.TestKeys;
import org.brixianode.testkit.TestScp;
import org.brixianode.testkit.TestScu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A refused peer gives one line in the log and one call, both with its address and the reason. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RefusedPeersTest {

    private static final String HOSTILE = "A\r\n\u001b[31m\u007f";

    @TempDir Path folder;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Refusals refusals =
            new Refusals() {
                @Override
                public void rejected(
                        String calling, String called, InetAddress address, Reason reason) {
                    heard.add(address.getHostAddress() + " " + reason);
                }

                @Override
                public void tlsRefused(InetAddress address) {
                    heard.add(address.getHostAddress() + " TLS");
                }
            };

    private static void associate(TestScp scp, String called, String calling) throws IOException {
        try (Socket peer = new Socket(InetAddress.getLoopbackAddress(), scp.port())) {
            peer.setSoTimeout(10_000);
            peer.getOutputStream()
                    .write(Pdus.associate(called, calling, "1.2.3", "1.2.840.10008.1.2"));
            assertThat(peer.getInputStream().read()).isEqualTo(Pdus.A_ASSOCIATE_RJ);
        }
    }

    private void awaitHeard(String... expected) {
        await().untilAsserted(() -> assertThat(heard).containsExactly(expected));
    }

    @Test
    void aRejectedAssociation() throws Exception {
        try (CapturedLog log = CapturedLog.of("org.brixianode.receive");
                TestScp scp =
                        new TestScp(folder)
                                .callers("MODALITY")
                                .refusals(refusals)
                                .start(new RecordingIntake())) {
            associate(scp, TestScp.TITLE, "STRANGER");
            associate(scp, "OTHER", "MODALITY");
            associate(scp, TestScp.TITLE, HOSTILE);
            scp.freeBytes(0);
            associate(scp, TestScp.TITLE, "MODALITY");

            awaitHeard(
                    "127.0.0.1 CALLING_TITLE",
                    "127.0.0.1 CALLED_TITLE",
                    "127.0.0.1 CALLING_TITLE",
                    "127.0.0.1 NO_CAPACITY");
            List<String> rejected =
                    log.lines(Level.WARN).stream()
                            .filter(line -> line.startsWith("rejected "))
                            .toList();
            assertThat(rejected).hasSize(4).allMatch(line -> line.contains("127.0.0.1"));
            assertThat(rejected.get(0)).contains("STRANGER", "dicom.accepted-callers");
            assertThat(String.join("", rejected).chars()).noneMatch(Character::isISOControl);
        }
    }

    @Test
    void aClientThatIsNotTrusted() throws Exception {
        TestKeys keys = new TestKeys(folder);
        keys.make("node", "localhost");
        keys.make("pacs", "localhost");
        keys.make("stranger", "localhost");
        AAssociateRQ request =
                TestScu.request(
                        TestScp.TITLE,
                        new String[] {SopClasses.COMPUTED_RADIOGRAPHY},
                        TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        Optional<Tls> stranger = Optional.of(Tls.open(keys.config("stranger", "node", false)));
        try (CapturedLog log = CapturedLog.of("org.brixianode.receive");
                TestScp scp =
                        new TestScp(folder.resolve("spool"))
                                .tls(keys.config("node", "pacs", true))
                                .refusals(refusals)
                                .start(new RecordingIntake())) {
            assertThatThrownBy(() -> TestScu.connect(scp.port(), "PACS", request, stranger).close())
                    .isInstanceOf(IOException.class);
            awaitHeard("127.0.0.1 TLS");
            assertThat(log.warnings())
                    .anyMatch(line -> line.contains("127.0.0.1") && line.contains("TLS"));
        }
    }
}
