package org.brixianode.send;

import java.time.Duration;

/**
 * What a C-ECHO found.
 *
 * @param message names the peer and, where it does not answer, what to check
 * @param took from the connection's start to the answer or the failure
 */
public record EchoResult(PeerState state, String message, Duration took) {

    public boolean ok() {
        return state == PeerState.ANSWERS;
    }
}
