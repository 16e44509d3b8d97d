package org.brixianode.network;

/** How a SavedModel stores its kernels; it computes in single precision either way. */
public enum KernelPrecision {
    /** Every bit of the weights. */
    SINGLE,
    /** Half the size of the files; moves probabilities by less than a thousandth. */
    HALF
}
