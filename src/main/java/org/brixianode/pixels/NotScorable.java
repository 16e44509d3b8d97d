package org.brixianode.pixels;

/** The object cannot or must not be scored, and never will be; the message is the reason. */
final class NotScorable extends Exception {

    private static final long serialVersionUID = 1L;

    NotScorable(String reason) {
        super(reason);
    }

    NotScorable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
