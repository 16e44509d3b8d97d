package org.brixianode.send;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether a peer answers.
 *
 * @param message names the peer and, where it does not answer, what to check
 * @param implementation what the peer says that it is: of a DICOM node its Implementation Class UID
 *     (PS3.7 D.3.3.2), where it accepted
 * @param took from the connection's start to the answer or the failure
 */
public record Reachability(
        PeerState state, String message, Optional<String> implementation, Duration took) {

    public boolean ok() {
        return state == PeerState.ANSWERS;
    }
}
