package org.brixianode.send;

/** How far one gets with a peer. */
public enum PeerState {
    /** It answers as it should. */
    ANSWERS,
    /** Its host's name is not known. */
    UNKNOWN_HOST,
    /** Its host refuses the connection or cannot be reached. */
    NO_CONNECTION,
    /** No shared secret: certificates or versions do not fit. */
    TLS_FAILED,
    /** It rejects the association, and says why. */
    REJECTED,
    /** It keeps silent. */
    TIMEOUT,
    /** It ends the association or the connection. */
    ABORTED,
    /** It accepts the association but not what was asked for. */
    NOT_OFFERED,
    /** It answers with a failure, or nonsense. */
    FAILED
}
