package org.brixianode.receive;

import java.io.IOException;

/** The peer went, stalled or spoke nonsense within its data set: nobody is there to be answered. */
final class LostPeerException extends IOException {

    private static final long serialVersionUID = 1L;

    private final IOException failure;

    /**
     * @param failure as the library's stream gave it; the library wants it back
     */
    LostPeerException(IOException failure) {
        super(failure);
        this.failure = failure;
    }

    IOException failure() {
        return failure;
    }
}
