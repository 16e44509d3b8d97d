package org.brixianode.network;

/** The parts that training freezes and thaws on their own. */
public enum Part {
    /** The encoder that segmentation and score share. */
    BACKBONE,
    /** The nested decoder of the lung segmentation. */
    DECODER,
    /** The spatial transformer. */
    ALIGNMENT,
    /** Pyramid and heads. */
    SCORE,
    /**
     * The texture head: so small that it is far from its optimum when the rest is near, so it
     * learns at three times the rate.
     */
    TEXTURE(3),
    /** The first stages of the reader's backbone, which stay as photographs taught them. */
    READER_TRUNK,
    /** The rest of the reader's backbone. */
    READER,
    /** What follows from its features; nothing at first, so at twice the rate. */
    READER_HEAD(2);

    private final float rateFactor;

    Part() {
        this(1);
    }

    Part(float rateFactor) {
        this.rateFactor = rateFactor;
    }

    /** How many times the learning rate its variables move at. */
    public float rateFactor() {
        return rateFactor;
    }
}
