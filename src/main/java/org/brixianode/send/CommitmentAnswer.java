package org.brixianode.send;

/**
 * A destination's answer to a request for storage commitment; its report comes later.
 *
 * @param text details for the operator; empty where it was accepted
 */
public record CommitmentAnswer(Kind kind, String text) {

    /** What follows from an answer. */
    public enum Kind {
        /** The destination will report. */
        ACCEPTED,
        /** The destination does not commit to the storage of objects. */
        NOT_OFFERED,
        /** The destination refused the request with a status. */
        REFUSED,
        /** The destination could not be reached, or did not answer. */
        UNANSWERED
    }
}
