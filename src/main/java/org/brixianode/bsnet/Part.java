package org.brixianode.bsnet;

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
    /** The texture head. */
    TEXTURE
}
