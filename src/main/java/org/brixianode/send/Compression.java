package org.brixianode.send;

/** What may be sent compressed to a destination, always without loss, if it accepts the syntax. */
public enum Compression {
    /** Nothing. */
    NONE,
    /** Heatmaps, as JPEG Lossless or RLE Lossless, which viewers of images decode. */
    PIXELS,
    /** Every object as it is stored; results with images are stored deflated. */
    STORED
}
