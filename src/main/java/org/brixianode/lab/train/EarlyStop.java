package org.brixianode.lab.train;

/**
 * Watching the last stage that moves weights to scores on images that it does not learn from: their
 * loss says when to stop, and the weights of the least loss are kept.
 *
 * @param parts one of so many parts of the images, by patients, is watched and not learned from
 * @param patienceEpochs epochs without a lesser loss after which the stage ends
 * @param decay how the learning rate falls
 */
public record EarlyStop(int parts, int patienceEpochs, Decay decay) {

    /** How the learning rate of a watched stage falls. */
    public enum Decay {
        /** Along half a cosine over all epochs, whatever the loss. */
        COSINE,
        /** To a half whenever the loss has not fallen for half of the patience. */
        PLATEAU
    }

    /**
     * @throws IllegalArgumentException if a number makes no sense
     */
    public EarlyStop {
        if (parts < 2 || patienceEpochs < 1) {
            throw new IllegalArgumentException(
                    "at least 2 parts and 1 epoch of patience, not %d and %d"
                            .formatted(parts, patienceEpochs));
        }
    }
}
