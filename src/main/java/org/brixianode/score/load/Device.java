package org.brixianode.score.load;

/** Where the network runs. */
public enum Device {
    /** On a GPU where the native library finds one, else on the CPU. */
    AUTO,
    /** On the CPU even beside a GPU. */
    CPU,
    /** On a GPU, or not at all. */
    GPU
}
