package org.brixianode.network;

/** How a SavedModel stores its kernels; it computes in single precision either way. */
public enum KernelPrecision {
    /** Single precision, exact. */
    SINGLE,
    /** Half precision: half the file size; changes probabilities by less than 0.001. */
    HALF
}
