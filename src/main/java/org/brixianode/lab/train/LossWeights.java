package org.brixianode.lab.train;

/**
 * Weights of the losses.
 *
 * @param crossEntropy the published a: share of cross-entropy in the score's loss, the rest is the
 *     absolute error of the expected score
 * @param lungs weight of the segmentation's loss relative to the score's in joint training
 * @param alignment weight of the alignment's loss, likewise
 * @param gradeBalance weight of rare grades in the score's loss: 0 for equal zones, 1 for equal
 *     grades
 */
public record LossWeights(
        double crossEntropy, double lungs, double alignment, double gradeBalance) {

    /** a = 0.7 as published. */
    public static final LossWeights DEFAULT = new LossWeights(0.7, 0.5, 1.0, 0);

    /**
     * @throws IllegalArgumentException if the balance is outside 0..1
     */
    public LossWeights {
        if (!(gradeBalance >= 0 && gradeBalance <= 1)) {
            throw new IllegalArgumentException("grade balance " + gradeBalance + " is not in 0..1");
        }
    }

    /** The same weights with another balance of the grades. */
    public LossWeights balanced(double balance) {
        return new LossWeights(crossEntropy, lungs, alignment, balance);
    }
}
