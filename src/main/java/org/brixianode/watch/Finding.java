package org.brixianode.watch;

import java.time.Instant;
import org.brixianode.ops.AlarmBoard;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.TrustedName;

/**
 * A condition that holds now.
 *
 * @param subject what it concerns
 * @param since when it began
 * @param text what is wrong and what to do, without patient data
 */
record Finding(AlarmKind kind, TrustedName subject, Instant since, String text) {

    /** A finding that concerns the whole node. */
    static Finding ofNode(AlarmKind kind, Instant since, String text) {
        return new Finding(kind, AlarmBoard.NODE, since, text);
    }

    /** A finding that concerns one thing, such as a destination. */
    static Finding of(AlarmKind kind, String subject, Instant since, String text) {
        return new Finding(kind, new TrustedName(subject), since, text);
    }
}
