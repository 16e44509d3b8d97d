package org.brixianode.node;

/** The node could not start; what had been started is stopped again. */
public final class StartFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** At which step. */
    public enum Step {
        STORAGE,
        DATABASE,
        MODEL,
        RECEPTION
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
