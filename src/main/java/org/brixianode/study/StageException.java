package org.brixianode.study;

/**
 * A stage failed on one object; the reason tells the pipeline whether to retry. The message is a
 * single sanitised line.
 */
public final class StageException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Longest message that is logged and stored with a job, in characters. */
    private static final int MAX_MESSAGE_LENGTH = 2000;

    private final FailureReason reason;

    /**
     * @param reason whether another attempt can help
     * @param context what was attempted, on what, and what went wrong, for an operator
     */
    public StageException(FailureReason reason, String context) {
        super(SafeText.line(context, MAX_MESSAGE_LENGTH));
        this.reason = reason;
    }

    /**
     * @param reason whether another attempt can help
     * @param context what was attempted, on what, and what went wrong, for an operator
     * @param cause the underlying exception
     */
    public StageException(FailureReason reason, String context, Throwable cause) {
        super(SafeText.line(context, MAX_MESSAGE_LENGTH), cause);
        this.reason = reason;
    }

    public FailureReason reason() {
        return reason;
    }
}
