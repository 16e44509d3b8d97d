package org.brixianode.send.dimse;

import java.time.Duration;
import org.brixianode.dicom.NetworkLimits;
import org.brixianode.dicom.Problems;
import org.brixianode.study.AeTitle;

/**
 * How the node calls other DICOM nodes.
 *
 * @param ownTitle under which it calls
 * @param timeouts how long it waits for a peer
 * @param maxPduBytes the longest P-DATA-TF that it sends or takes
 */
public record DimseConfig(AeTitle ownTitle, Timeouts timeouts, int maxPduBytes) {

    private static final int USUAL_PDU_BYTES = 1 << 17;

    /**
     * How long a call waits.
     *
     * @param connect for the TCP connection, and again for a TLS handshake
     * @param accept for the answer to A-ASSOCIATE-RQ
     * @param response for the answer to a C-STORE or C-ECHO, and for the peer to take what is
     *     written
     * @param release for the answer to A-RELEASE-RQ
     */
    public record Timeouts(Duration connect, Duration accept, Duration response, Duration release) {

        public static final Timeouts DEFAULT =
                new Timeouts(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10));

        /**
         * @throws IllegalArgumentException naming every wait that is not finite and positive
         */
        public Timeouts {
            new Problems()
                    .checkWait("connect", connect)
                    .checkWait("accept", accept)
                    .checkWait("response", response)
                    .checkWait("release", release)
                    .throwIfAny("timeouts of sending");
        }
    }

    /** The usual for a title. */
    public static DimseConfig defaults(AeTitle ownTitle) {
        return new DimseConfig(ownTitle, Timeouts.DEFAULT, USUAL_PDU_BYTES);
    }

    /**
     * @throws IllegalArgumentException if the PDU length is none
     */
    public DimseConfig {
        new Problems()
                .unless(
                        NetworkLimits.isPduLength(maxPduBytes),
                        NetworkLimits.pduLengthProblem("PDU length", maxPduBytes))
                .throwIfAny("sending");
    }

    NetworkLimits limits() {
        return new NetworkLimits(
                timeouts.connect(),
                timeouts.accept(),
                timeouts.response(),
                timeouts.response(),
                timeouts.release(),
                timeouts.response(),
                maxPduBytes);
    }
}
