package org.brixianode.dicom;

import java.time.Duration;

/**
 * The timeouts and the maximum PDU length of an application entity.
 *
 * @param connect timeout of the TCP connection, and of a TLS handshake
 * @param associate timeout of A-ASSOCIATE-RQ as acceptor, of A-ASSOCIATE-AC as requestor
 * @param response timeout of a DIMSE response after the request has been sent
 * @param idle how long an association may be open without a request
 * @param release timeout of A-RELEASE-RP
 * @param stall timeout of a single read (as acceptor) or write without progress
 * @param maxPduBytes maximum length of a P-DATA-TF that is received (PS3.8 D.1) or sent
 */
public record NetworkLimits(
        Duration connect,
        Duration associate,
        Duration response,
        Duration idle,
        Duration release,
        Duration stall,
        int maxPduBytes) {

    /** The smallest maximum length that every common toolkit supports. */
    public static final int MIN_PDU_BYTES = 4096;

    /** Below the library's own limit of 16 MiB. */
    public static final int MAX_PDU_BYTES = 1 << 20;

    /**
     * @throws IllegalArgumentException if a timeout is out of range; the message names every one
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
