package org.brixianode.send;

import java.util.OptionalInt;

/**
 * What became of one attempt to send one object.
 *
 * @param dimseStatus the peer's answer, if there was one
 * @param peer how far the attempt got with the peer
 * @param text for an operator; empty for a plain success
 */
public record Outcome(Kind kind, OptionalInt dimseStatus, PeerState peer, String text) {

    /** What to think of it. */
    public enum Kind {
        /** Success. */
        SENT,
        /** Taken with a remark (PS3.4 B.2.3: B000, B006, B007). */
        SENT_WITH_WARNING,
        /** Not now: A7xx. */
        OUT_OF_RESOURCES,
        /** Any other failure status. */
        REFUSED,
        /** The peer takes no objects of this class, or not in this transfer syntax. */
        CONTEXT_REJECTED,
        /** No association: no connection, rejected, aborted, or no answer in time. */
        UNREACHABLE,
        /** The association ended before the answer. */
        BROKEN,
        /** Its turn did not come. */
        NOT_TRIED,
        /** The file cannot be read. */
        UNREADABLE
    }

    static Outcome without(Kind kind, String text) {
        return new Outcome(kind, OptionalInt.empty(), PeerState.ANSWERS, text);
    }

    /** No answer to this object, because of what became of the association. */
    static Outcome without(Kind kind, PeerFailure failure) {
        return new Outcome(kind, OptionalInt.empty(), failure.state(), failure.message());
    }

    public boolean isSent() {
        return kind == Kind.SENT || kind == Kind.SENT_WITH_WARNING;
    }

    /** Whether the destination does not want this object, and may not want it next time. */
    boolean isRefusal() {
        return kind == Kind.REFUSED || kind == Kind.CONTEXT_REJECTED;
    }
}
