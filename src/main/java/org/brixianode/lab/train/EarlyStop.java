package org.brixianode.lab.train;

/**
 * Early stopping of the last stage that trains scores: the loss on a validation set decides when to
 * stop, and the weights of the lowest loss are kept.
 *
 * @param parts the validation set is one of this number of parts of the images, divided by patients
 * @param patienceEpochs epochs without a lower loss after which the stage ends
 * @param decay how the learning rate falls
 */
public record EarlyStop(int parts, int patienceEpochs, Decay decay) {

    /** Learning rate schedules of a stage with early stopping. */
    public enum Decay {
        /** Half a cosine over all epochs, independent of the loss. */
        COSINE,
        /** Halved whenever the loss has not fallen for half of the patience. */
        PLATEAU
    }

    /**
     * @throws IllegalArgumentException if a number is out of range
     */
    public EarlyStop {
        if (parts < 2 || patienceEpochs < 1) {
            throw new IllegalArgumentException(
                    "at least 2 parts and 1 epoch of patience, not %d and %d"
                            .formatted(parts, patienceEpochs));
        }
    }
}
