package org.brixianode.study;

/**
 * A stage could not do its work on one object; the pipeline decides by the reason. The message is
 * one line, whatever the object or a library put into it.
 */
public final class StageException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is logged and kept with a job; a longer one is cut. */
    private static final int LONGEST = 2000;

    private final FailureReason reason;

    /**
     * @param reason whether another attempt can help
     * @param context what was attempted, on what, and what went wrong, for an operator
     */
    public StageException(FailureReason reason, String context) {
        super(SafeText.line(context, LONGEST));
        this.reason = reason;
    }

    /**
     * @param reason whether another attempt can help
     * @param context what was attempted, on what, and what went wrong, for an operator
     * @param cause the failure beneath
     */
    public StageException(FailureReason reason, String context, Throwable cause) {
        super(SafeText.line(context, LONGEST), cause);
        this.reason = reason;
    }

    public FailureReason reason() {
        return reason;
    }
}
