package org.brixianode.send.http;

import java.time.Duration;
import org.brixianode.dicom.Problems;

/**
 * Timeouts of a request.
 *
 * @param connect of the TCP connection, and of the TLS handshake
 * @param response of the answer, counted from the end of the connection; a request with a large
 *     body has a second more for each {@value #BYTES_PER_SECOND} bytes
 */
public record HttpTimeouts(Duration connect, Duration response) {

    static final int BYTES_PER_SECOND = 64 << 10;

    /**
     * @throws IllegalArgumentException if a timeout is out of range; the message names every one
     */
    public HttpTimeouts {
        new Problems()
                .checkWait("connect", connect)
                .checkWait("response", response)
                .throwIfAny("timeouts of sending");
    }

    /** For a request with a body of this length and its answer's header. */
    Duration ofRequest(long bodyBytes) {
        return connect.plus(response).plusSeconds(bodyBytes / BYTES_PER_SECOND);
    }
}
