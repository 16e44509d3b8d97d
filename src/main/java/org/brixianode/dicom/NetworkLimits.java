package org.brixianode.dicom;

import java.time.Duration;

/**
 * How long an application entity waits for a peer, and how large a PDU it takes.
 *
 * @param connect for the TCP connection, and again for a TLS handshake
 * @param associate for A-ASSOCIATE-RQ as acceptor, for A-ASSOCIATE-AC as requestor
 * @param response for a DIMSE response after the request has been sent
 * @param idle how long an open association may stay without a request
 * @param release for A-RELEASE-RP
 * @param stall how long a single read (as acceptor) or write may make no progress
 * @param maxPduBytes length of a P-DATA-TF that the peer may send (PS3.8 D.1), and the longest that
 *     is sent
 */
public record NetworkLimits(
        Duration connect,
        Duration associate,
        Duration response,
        Duration idle,
        Duration release,
        Duration stall,
        int maxPduBytes) {

    /** The smallest that every common toolkit can use. */
    public static final int MIN_PDU_BYTES = 4096;

    /** The library itself refuses more than 16 MiB. */
    public static final int MAX_PDU_BYTES = 1 << 20;

    /**
     * @throws IllegalArgumentException naming every wait that is not finite and positive
     */
    public NetworkLimits {
        new Problems()
                .checkWait("connect", connect)
                .checkWait("associate", associate)
                .checkWait("response", response)
                .checkWait("idle", idle)
                .checkWait("release", release)
                .checkWait("stall", stall)
                .unless(isPduLength(maxPduBytes), pduLengthProblem("PDU length", maxPduBytes))
                .throwIfAny("network limits");
    }

    public static boolean isPduLength(int bytes) {
        return bytes >= MIN_PDU_BYTES && bytes <= MAX_PDU_BYTES;
    }

    public static String pduLengthProblem(String setting, int bytes) {
        return setting
                + " must be between "
                + MIN_PDU_BYTES
                + " and "
                + MAX_PDU_BYTES
                + " bytes, not "
                + bytes;
    }
}
