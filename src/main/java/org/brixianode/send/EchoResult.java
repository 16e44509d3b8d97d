package org.brixianode.send;

import java.time.Duration;
import java.util.Optional;

/**
 * What a C-ECHO found.
 *
 * @param message names the peer and, where it does not answer, what to check
 * @param implementation the peer's Implementation Class UID (PS3.7 D.3.3.2), where it accepted
 * @param took from the connection's start to the answer or the failure
 */
public record EchoResult(
        PeerState state, String message, Optional<String> implementation, Duration took) {

    public boolean ok() {
        return state == PeerState.ANSWERS;
    }
}
