package org.brixianode.bsnet;

/** The parts that training freezes and thaws on their own. */
public enum Part {
    /** Backbone and nested decoder. */
    SEGMENTATION,
    /** The spatial transformer. */
    ALIGNMENT,
    /** Pyramid and heads. */
    SCORE
}
