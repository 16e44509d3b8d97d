package org.brixianode.send;

import java.time.Duration;
import java.util.Optional;

/**
 * The result of testing a peer.
 *
 * @param message names the peer and, if it does not answer, what to check
 * @param implementation how the peer identifies itself: for a DICOM node its Implementation Class
 *     UID (PS3.7 D.3.3.2), if it accepted the association
 * @param took time from the start of the connection to the answer or failure
 */
public record Reachability(
        PeerState state, String message, Optional<String> implementation, Duration took) {

    public boolean ok() {
        return state == PeerState.ANSWERS;
    }
}
