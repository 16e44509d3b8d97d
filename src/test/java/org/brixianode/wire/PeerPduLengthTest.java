package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;
import org.brixianode.dicom.LocalAe;
import org.brixianode.dicom.NetworkLimits;
import org.brixianode.dicom.PeerAddress;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.study.AeTitle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The maximum PDU length that an acceptor announces (PS3.8 D.1). */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PeerPduLengthTest {

    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final NetworkLimits LIMITS =
            new NetworkLimits(WAIT, WAIT, WAIT, WAIT, WAIT, WAIT, 1 << 16);

    private static Association connect(LocalAe entity, DeafPeer peer) throws Exception {
        AAssociateRQ request = new AAssociateRQ();
        request.setCallingAET("BRIXIA");
        request.setCalledAET("DEAF");
        request.addPresentationContextFor(
                SopClasses.VERIFICATION, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        return entity.connect(new PeerAddress("127.0.0.1", peer.port(), Optional.empty()), request);
    }

    /** 0 is no limit. */
    @ParameterizedTest
    @ValueSource(ints = {0, 128, 1 << 20})
    void usesALengthThatDataFitsIn(int bytes) throws Exception {
        try (DeafPeer peer = new DeafPeer(SopClasses.VERIFICATION, bytes);
                LocalAe entity = LocalAe.requestor(new AeTitle("BRIXIA"), LIMITS, "test")) {
            assertThat(connect(entity, peer).isReadyForDataTransfer()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 127})
    void refusesAShorterOne(int bytes) throws Exception {
        try (DeafPeer peer = new DeafPeer(SopClasses.VERIFICATION, bytes);
                LocalAe entity = LocalAe.requestor(new AeTitle("BRIXIA"), LIMITS, "test")) {
            assertThatThrownBy(() -> connect(entity, peer))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("PDUs of " + bytes + " bytes only");
        }
    }
}
