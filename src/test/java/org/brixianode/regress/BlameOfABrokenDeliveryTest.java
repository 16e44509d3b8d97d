package org.brixianode.regress;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerState;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.StoreScu;
import org.brixianode.study.AeTitle;
import org.brixianode.testkit.CapturedLog;
import org.brixianode.testkit.Pdus;
import org.brixianode.testkit.TestObjects;
import org.brixianode.testkit.TestPacs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who ended an association in the middle of a C-STORE, and for which object a peer answered. */
final class BlameOfABrokenDeliveryTest {

    private static final String SC = "1.2.840.10008.5.1.4.1.1.7";
    private static final String UID = TestObjects.uid("instance", 1);
    private static final int UNKNOWN_PDU = 0x42;

    @TempDir Path folder;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = folder.resolve("object.dcm");
        Part10.write(file, TestObjects.image(SC, 1, 1000));
    }

    private static TestPacs pacs() throws Exception {
        return TestPacs.start(Set.of(SC), TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    private Outcome send(TestPacs pacs) throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        StoreScu.store(
                DimseConfig.defaults(new AeTitle("BRIXIA")),
                pacs.destination(),
                List.of(file),
                one -> outcomes.add(one.outcome()));
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    @Test
    void theAbortOfThePeerIsItsOwn() throws Exception {
        try (TestPacs pacs = pacs().abortsAt(UID)) {
            Outcome outcome = send(pacs);
            assertThat(outcome.peer()).isEqualTo(PeerState.ABORTED);
            assertThat(outcome.text()).contains("it aborted").doesNotContain("this node");
        }
    }

    @Test
    void anAbortOfThisNodeIsNotBlamedOnThePeer() throws Exception {
        byte[] unknown = Pdus.pdu(UNKNOWN_PDU, new byte[4]);
        try (TestPacs pacs = pacs().answersBytes(UID, unknown)) {
            Outcome outcome = send(pacs);
            assertThat(outcome.kind()).isEqualTo(Outcome.Kind.BROKEN);
            assertThat(outcome.peer()).isEqualTo(PeerState.FAILED);
            assertThat(outcome.text())
                    .contains("this node aborted the association")
                    .doesNotContain("it aborted");
        }
    }

    /** The association stands, so the port is one of DICOM and needs no advice about TLS. */
    @Test
    void aConnectionThatClosesInAStoreIsNoWrongPort() throws Exception {
        try (TestPacs pacs = pacs().closesAt(UID)) {
            Outcome outcome = send(pacs);
            assertThat(outcome.peer()).isEqualTo(PeerState.ABORTED);
            assertThat(outcome.text()).contains("before it answered").doesNotContain("TLS");
        }
    }

    @Test
    void anAnswerForAnotherObjectIsWarnedOf() throws Exception {
        try (TestPacs pacs = pacs().answersForAnother(UID, "1.2.3.4");
                CapturedLog log = CapturedLog.of("org.brixianode.send")) {
            assertThat(send(pacs).kind()).isEqualTo(Outcome.Kind.SENT);
            assertThat(log.lines(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("C-STORE of " + UID, "another SOP Instance UID, 1.2.3.4");
        }
    }

    @Test
    void anAnswerForTheObjectIsNot() throws Exception {
        try (TestPacs pacs = pacs();
                CapturedLog log = CapturedLog.of("org.brixianode.send")) {
            assertThat(send(pacs).kind()).isEqualTo(Outcome.Kind.SENT);
            assertThat(log.warnings()).isEmpty();
        }
    }
}
