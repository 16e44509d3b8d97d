package org.brixianode.ops;

/** What a user of the page and of the REST interface may do. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Reads and acts: retries, resends, parks, discards. */
    OPERATOR
}
