package org.brixianode.network;

/** Mode of a part's batch normalisations. */
enum Normalisation {
    /** Use the batch's statistics and update the moving ones. */
    LEARNING,
    /** Use the moving statistics, as an operation of their own. */
    FIXED,
    /**
     * Use the moving statistics, folded into the kernel of the preceding convolution; without one
     * it is a multiplication and an addition: docs/adr/0008.
     */
    FOLDED
}
