package org.brixianode.pixels;

import org.brixianode.study.NotScoredCode;

/** The object cannot or must not be scored, and never will be; the message is the reason. */
final class NotScorable extends Exception {

    private static final long serialVersionUID = 1L;

    private final NotScoredCode code;

    /** Because of the pixel data. */
    NotScorable(String reason) {
        this(NotScoredCode.PIXEL_DATA, reason);
    }

    NotScorable(NotScoredCode code, String reason) {
        super(reason);
        this.code = code;
    }

    /** Because of the pixel data. */
    NotScorable(String reason, Throwable cause) {
        super(reason, cause);
        this.code = NotScoredCode.PIXEL_DATA;
    }

    NotScoredCode code() {
        return code;
    }
}
