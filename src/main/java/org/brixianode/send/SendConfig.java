package org.brixianode.send;

import java.time.Duration;
import org.brixianode.dicom.NetworkLimits;
import org.brixianode.dicom.Problems;
import org.brixianode.study.AeTitle;

/**
 * How the node sends.
 *
 * @param ownTitle under which it calls
 * @param timeouts how long it waits for a peer
 * @param backOff how long it waits before another attempt
 * @param batch deliveries in one association
 * @param refusalsBeforeParking how often a destination may refuse a delivery
 * @param maxPduBytes the longest P-DATA-TF that it sends or takes
 * @param poll how often it looks for deliveries that have become due
 */
public record SendConfig(
        AeTitle ownTitle,
        Timeouts timeouts,
        BackOff backOff,
        int batch,
        int refusalsBeforeParking,
        int maxPduBytes,
        Duration poll) {

    private static final int MAX_BATCH = 1000;

    /**
     * How long sending waits.
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
    public static SendConfig defaults(AeTitle ownTitle) {
        return new SendConfig(
                ownTitle,
                Timeouts.DEFAULT,
                BackOff.DEFAULT,
                50,
                10,
                1 << 17,
                Duration.ofSeconds(1));
    }

    /**
     * @throws IllegalArgumentException with every problem
     */
    public SendConfig {
        new Problems()
                .unless(
                        batch >= 1 && batch <= MAX_BATCH,
                        "batch must be between 1 and 1000, not " + batch)
                .unless(
                        refusalsBeforeParking >= 1,
                        "refusals before parking must be positive, not " + refusalsBeforeParking)
                .unless(
                        NetworkLimits.isPduLength(maxPduBytes),
                        NetworkLimits.pduLengthProblem("PDU length", maxPduBytes))
                .checkWait("poll", poll)
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
