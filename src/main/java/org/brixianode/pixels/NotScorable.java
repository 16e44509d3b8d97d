package org.brixianode.pixels;

import org.brixianode.study.NotScoredCode;

/** The object permanently cannot or must not be scored; the message is the reason. */
final class NotScorable extends Exception {

    private static final long serialVersionUID = 1L;

    private final NotScoredCode code;

    /** A refusal with the code PIXEL_DATA. */
    NotScorable(String reason) {
        this(NotScoredCode.PIXEL_DATA, reason);
    }

    NotScorable(NotScoredCode code, String reason) {
        super(reason);
        this.code = code;
    }

    /** A refusal with the code PIXEL_DATA. */
    NotScorable(String reason, Throwable cause) {
        super(reason, cause);
        this.code = NotScoredCode.PIXEL_DATA;
    }

    NotScoredCode code() {
        return code;
    }
}
