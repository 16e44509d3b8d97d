package org.brixianode.send.dimse;

import java.time.Duration;
import org.brixianode.dicom.NetworkLimits;
import org.brixianode.dicom.Problems;
import org.brixianode.study.AeTitle;

/**
 * Configuration of associations that the node requests.
 *
 * @param ownTitle calling AE title
 * @param timeouts timeouts
 * @param maxPduBytes maximum length of a P-DATA-TF that is sent or received
 */
public record DimseConfig(AeTitle ownTitle, Timeouts timeouts, int maxPduBytes) {

    private static final int DEFAULT_PDU_BYTES = 1 << 17;

    /**
     * Timeouts of an association.
     *
     * @param connect of the TCP connection, and of the TLS handshake
     * @param accept of the response to A-ASSOCIATE-RQ
     * @param response of the response to a C-STORE or C-ECHO, and of a single write
     * @param release of the response to A-RELEASE-RQ
     */
    public record Timeouts(Duration connect, Duration accept, Duration response, Duration release) {

        public static final Timeouts DEFAULT =
                new Timeouts(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10));

        /**
         * @throws IllegalArgumentException if a timeout is out of range; the message names every
         *     one
         */
        public Timeouts {
            new Problems()
                    .checkWait("connect", connect)
                    .checkWait("accept", accept)
                    .checkWait("response", response)
                    .checkWait("release", release)
                    .throwIfAny("timeouts");
        }
    }

    /** The default configuration for a calling AE title. */
    public static DimseConfig defaults(AeTitle ownTitle) {
        return new DimseConfig(ownTitle, Timeouts.DEFAULT, DEFAULT_PDU_BYTES);
    }

    /**
     * @throws IllegalArgumentException if the PDU length is out of range
     */
    public DimseConfig {
        new Problems()
                .unless(
                        NetworkLimits.isPduLength(maxPduBytes),
                        NetworkLimits.pduLengthProblem("max-pdu-length", maxPduBytes))
                .throwIfAny("sending");
    }

    /** The timeouts of an association as the node's Application Entities take them. */
    public NetworkLimits limits() {
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
