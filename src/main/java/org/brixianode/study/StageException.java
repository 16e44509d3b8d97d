package org.brixianode.study;

/** A stage could not do its work on one object; the pipeline decides by the reason. */
public final class StageException extends Exception {

    private static final long serialVersionUID = 1L;

    private final FailureReason reason;

    /**
     * @param reason whether another attempt can help
     * @param context what was attempted, on what, and what went wrong, for an operator
     */
    public StageException(FailureReason reason, String context) {
        super(context);
        this.reason = reason;
    }

    /**
     * @param reason whether another attempt can help
     * @param context what was attempted, on what, and what went wrong, for an operator
     * @param cause the failure beneath
     */
    public StageException(FailureReason reason, String context, Throwable cause) {
        super(context, cause);
        this.reason = reason;
    }

    public FailureReason reason() {
        return reason;
    }
}
