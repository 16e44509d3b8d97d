package org.brixianode.send;

/** The result of contacting a peer. */
public enum PeerState {
    /** It answers. */
    ANSWERS,
    /** Its host name cannot be resolved. */
    UNKNOWN_HOST,
    /** Its host refuses the TCP connection or is unreachable. */
    NO_CONNECTION,
    /** The TLS handshake failed: certificates or protocol versions do not match. */
    TLS_FAILED,
    /** It rejects the association for good, with a reason. */
    REJECTED,
    /** It rejects the association for the time being (PS3.8 9.3.4: rejected-transient). */
    BUSY,
    /** It does not answer within the timeout. */
    TIMEOUT,
    /** It aborts the association or closes the connection. */
    ABORTED,
    /** It accepts the association but not the presentation context. */
    NOT_OFFERED,
    /** It answers with a failure status or an invalid response. */
    FAILED
}
