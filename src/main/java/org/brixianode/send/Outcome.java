package org.brixianode.send;

import java.util.Optional;

/**
 * The outcome of one attempt to send one object.
 *
 * @param status the peer's answer, if there was one
 * @param peer the state of the peer
 * @param text details for the operator; empty for a success without a warning
 */
public record Outcome(Kind kind, Optional<PeerStatus> status, PeerState peer, String text) {

    /** The class of an outcome, which decides about retries. */
    public enum Kind {
        /** Success. */
        SENT,
        /** Stored with a Warning status (PS3.7 C.1: Bxxx). */
        SENT_WITH_WARNING,
        /** Refused: out of resources (PS3.4 B.2.3: A7xx). */
        OUT_OF_RESOURCES,
        /** Any other failure status. */
        REFUSED,
        /**
         * The peer did not accept a presentation context for the object's SOP class and transfer
         * syntax.
         */
        CONTEXT_REJECTED,
        /** No connection, association rejected, or timeout. */
        UNREACHABLE,
        /** The connection ended before the response. */
        BROKEN,
        /** The object was not attempted. */
        NOT_TRIED,
        /** The file cannot be read. */
        UNREADABLE
    }

    /** An outcome without a response of the peer. */
    public static Outcome without(Kind kind, String text) {
        return without(kind, PeerState.ANSWERS, text);
    }

    /** An outcome without a response, caused by the state of the peer. */
    public static Outcome without(Kind kind, PeerState peer, String text) {
        return new Outcome(kind, Optional.empty(), peer, text);
    }

    public boolean isSent() {
        return kind == Kind.SENT || kind == Kind.SENT_WITH_WARNING;
    }

    /** Whether the destination refused this object and is likely to refuse it again. */
    boolean isRefusal() {
        return kind == Kind.REFUSED || kind == Kind.CONTEXT_REJECTED;
    }
}
