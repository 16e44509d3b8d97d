package org.brixianode.network;

/** Parts of the network that training freezes separately. */
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
     * The texture head, at three times the learning rate: being small, it converges more slowly.
     */
    TEXTURE(3),
    /** The first stages of the branch's backbone, which keep their pre-trained weights. */
    BRANCH_TRUNK,
    /** The rest of the branch's backbone. */
    BRANCH,
    /** The branch's last layer, at twice the learning rate: it starts at zero. */
    BRANCH_HEAD(2);

    private final float rateFactor;

    Part() {
        this(1);
    }

    Part(float rateFactor) {
        this.rateFactor = rateFactor;
    }

    /** Factor of the learning rate for the part's variables. */
    public float rateFactor() {
        return rateFactor;
    }
}
