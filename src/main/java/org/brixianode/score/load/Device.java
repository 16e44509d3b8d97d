package org.brixianode.score.load;

/** The device that runs the network. */
public enum Device {
    /** A GPU if TensorFlow finds one, else the CPU. */
    AUTO,
    /** The CPU, even if there is a GPU. */
    CPU,
    /** A GPU; without one loading fails. */
    GPU
}
