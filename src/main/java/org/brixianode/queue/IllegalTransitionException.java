package org.brixianode.queue;

/** A job or delivery is not in the state that the call requires; nothing was changed. */
public final class IllegalTransitionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public IllegalTransitionException(String message) {
        super(message);
    }
}
