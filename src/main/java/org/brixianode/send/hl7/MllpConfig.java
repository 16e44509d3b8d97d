package org.brixianode.send.hl7;

import java.time.Duration;
import org.brixianode.dicom.Problems;
import org.brixianode.study.AeTitle;

/**
 * Configuration of HL7 messages, for every destination.
 *
 * @param sender MSH-3
 * @param connect timeout of the TCP connection, and of the TLS handshake
 * @param response timeout of a message and its acknowledgement together
 */
public record MllpConfig(AeTitle sender, Duration connect, Duration response) {

    /**
     * @throws IllegalArgumentException if a timeout is out of range; the message names every one
     */
    public MllpConfig {
        new Problems()
                .checkWait("connect", connect)
                .checkWait("response", response)
                .throwIfAny("timeouts of sending");
    }
}
