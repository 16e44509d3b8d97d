package org.brixianode.receive;

import java.io.IOException;
import org.brixianode.dicom.DimseStatus;
import org.brixianode.study.FailureText;
import org.brixianode.study.SafeText;

/** A request is refused with a failure status. */
final class Refusal extends IOException {

    private static final long serialVersionUID = 1L;

    /** Error Comment (0000,0902) is of VR LO. */
    private static final int MAX_COMMENT = 64;

    private static final int MAX_REASON = 500;

    private final DimseStatus status;

    /**
     * @param comment for the sender's log: plain ASCII without backslash, cut at 64 characters
     */
    Refusal(DimseStatus status, String comment) {
        super(comment.length() > MAX_COMMENT ? comment.substring(0, MAX_COMMENT) : comment);
        this.status = status;
    }

    Refusal(DimseStatus status, String comment, Throwable cause) {
        this(status, comment);
        initCause(cause);
    }

    /** The comment and the cause, for the log. */
    String reason() {
        String comment = FailureText.of(this);
        String whole = getCause() == null ? comment : comment + ": " + FailureText.of(getCause());
        return SafeText.line(whole, MAX_REASON);
    }

    DimseStatus status() {
        return status;
    }
}
