package org.brixianode.send;

import java.util.Optional;

/**
 * What became of one attempt to send one object.
 *
 * @param status the peer's answer, if there was one
 * @param peer how far the attempt got with the peer
 * @param text for an operator; empty for a plain success
 */
public record Outcome(Kind kind, Optional<PeerStatus> status, PeerState peer, String text) {

    /** What to think of it. */
    public enum Kind {
        /** Success. */
        SENT,
        /** Taken with a remark (a Warning of PS3.4 B.2.3: B000, B006, B007). */
        SENT_WITH_WARNING,
        /** Not now (of PS3.4 B.2.3: A7xx). */
        OUT_OF_RESOURCES,
        /** Any other failure. */
        REFUSED,
        /** The peer takes no objects of this class, or not in this transfer syntax. */
        CONTEXT_REJECTED,
        /** No connection, rejected, or no answer in time. */
        UNREACHABLE,
        /** The connection ended before the answer. */
        BROKEN,
        /** Its turn did not come. */
        NOT_TRIED,
        /** The file cannot be read. */
        UNREADABLE
    }

    /** Without an answer to this object. */
    public static Outcome without(Kind kind, String text) {
        return without(kind, PeerState.ANSWERS, text);
    }

    /** Without an answer to this object, because of how far one got with the peer. */
    public static Outcome without(Kind kind, PeerState peer, String text) {
        return new Outcome(kind, Optional.empty(), peer, text);
    }

    public boolean isSent() {
        return kind == Kind.SENT || kind == Kind.SENT_WITH_WARNING;
    }

    /** Whether the destination does not want this object, and may not want it next time. */
    boolean isRefusal() {
        return kind == Kind.REFUSED || kind == Kind.CONTEXT_REJECTED;
    }
}
