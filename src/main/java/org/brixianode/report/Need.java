package org.brixianode.report;

/** What a result object is made from, besides the source's header and the score sheet. */
public enum Need {
    /** The picture that was scored. */
    RADIOGRAPH
}
