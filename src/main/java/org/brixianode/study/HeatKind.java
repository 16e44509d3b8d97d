package org.brixianode.study;

/** What the heatmap of a {@link ScoreSheet} shows. */
public enum HeatKind {
    /** The expected score of the heads' activation at each pixel, 0 to 3. */
    ACTIVATION,
    /**
     * The super-pixels of the lungs that raised the score of their zone, found by occluding them.
     */
    SUPER_PIXELS
}
