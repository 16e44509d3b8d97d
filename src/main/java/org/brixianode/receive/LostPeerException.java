package org.brixianode.receive;

import java.io.IOException;

/**
 * The connection to the peer was lost, timed out or became invalid within a data set, so that no
 * response can be sent.
 */
final class LostPeerException extends IOException {

    private static final long serialVersionUID = 1L;

    private final IOException failure;

    /**
     * @param failure the exception of the library's stream, which has to be rethrown to the library
     */
    LostPeerException(IOException failure) {
        super(failure);
        this.failure = failure;
    }

    IOException failure() {
        return failure;
    }
}
