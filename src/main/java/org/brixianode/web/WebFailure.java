package org.brixianode.web;

/** The HTTP server cannot start; the message says why and what to do. */
public final class WebFailure extends Exception {

    private static final long serialVersionUID = 1L;

    WebFailure(String message) {
        super(message);
    }

    WebFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
