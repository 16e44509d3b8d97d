package org.brixianode.bsnet.train;

/**
 * How the losses add up.
 *
 * @param crossEntropy the published a: share of cross-entropy in the score's loss, the rest is the
 *     absolute error of the expected score
 * @param lungs weight of the segmentation's loss beside the score's when all learn together
 * @param alignment weight of the alignment's loss, likewise
 */
public record LossWeights(double crossEntropy, double lungs, double alignment) {

    /** a = 0.7 as published. */
    public static final LossWeights DEFAULT = new LossWeights(0.7, 0.5, 1.0);
}
