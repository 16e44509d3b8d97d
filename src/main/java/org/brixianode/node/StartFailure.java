package org.brixianode.node;

/** The node could not start; everything started before has been stopped. */
public final class StartFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** The step that failed. */
    public enum Step {
        /** The folders under storage.dir, the spool among them. */
        STORAGE,
        DATABASE,
        MODEL,
        /** The key store or trust store of reception. */
        TLS,
        PORT,
        /** The HTTP server. */
        WEB
    }

    private final Step step;

    StartFailure(Step step, String message, Throwable cause) {
        super(message, cause);
        this.step = step;
    }

    public Step step() {
        return step;
    }
}
