package org.brixianode.study;

/** What the map of a {@link ScoreSheet} shows. */
public enum HeatKind {
    /** The expected score that the heads see at each place, 0 to 3. */
    ACTIVATION,
    /**
     * Which super-pixels of the lungs raised the score of the zone they lie in, found by replacing
     * them.
     */
    SUPER_PIXELS
}
