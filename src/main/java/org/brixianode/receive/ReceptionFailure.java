package org.brixianode.receive;

import java.io.IOException;

/** Reception cannot start; the message says why and what to do. */
public final class ReceptionFailure extends IOException {

    private static final long serialVersionUID = 1L;

    /** The resource that cannot be used. */
    public enum Part {
        SPOOL,
        TLS_STORES,
        PORT
    }

    private final Part part;

    ReceptionFailure(Part part, String message, Throwable cause) {
        super(message, cause);
        this.part = part;
    }

    public Part part() {
        return part;
    }
}
