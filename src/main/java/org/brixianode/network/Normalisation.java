package org.brixianode.network;

/** What a part's batch normalisations do. */
enum Normalisation {
    /** Use the batch's statistics and move the moving ones. */
    LEARNING,
    /** Use the moving statistics, as an operation of their own. */
    FIXED,
    /**
     * Use the moving statistics, multiplied into the kernel of the convolution before them; one
     * without a convolution before it multiplies and adds: docs/adr/0008.
     */
    FOLDED
}
