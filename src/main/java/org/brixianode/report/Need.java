package org.brixianode.report;

/** What a result object is made from, besides the source's header and the zones' scores. */
public enum Need {
    /** The picture that was scored. */
    RADIOGRAPH,
    /** The score sheet's heat map. */
    HEAT
}
