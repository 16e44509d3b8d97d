package org.brixianode.report;

/** What a result writer requires besides the source's header and the score sheet. */
public enum Need {
    /** The scored radiograph. */
    RADIOGRAPH
}
