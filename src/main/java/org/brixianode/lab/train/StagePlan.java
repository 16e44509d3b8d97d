package org.brixianode.lab.train;

import java.util.Set;
import org.brixianode.network.Part;

/**
 * One stage of training.
 *
 * @param stage what is learned
 * @param epochs passes over the training images
 * @param batchSize images per step
 * @param rate peak learning rate; it rises over the first epochs and falls along a cosine to 1 % of
 *     it
 * @param augmentation how far images are changed
 */
public record StagePlan(
        Stage stage, int epochs, int batchSize, double rate, AugmentationConfig augmentation) {

    /**
     * What is learned together. A plan says in which order; the order here seeds random numbers and
     * stays as it is.
     */
    public enum Stage {
        /** Backbone and decoder on lung masks. */
        SEGMENTATION(Set.of(Part.BACKBONE, Part.DECODER)),
        /** The spatial transformer on moved masks. */
        ALIGNMENT(Set.of(Part.ALIGNMENT)),
        /** Pyramid and heads on scores, the rest frozen. */
        SCORE(Set.of(Part.SCORE, Part.TEXTURE)),
        /** Everything on everything, but for the reader of single lungs, which costs too much. */
        ALL(Set.of(Part.BACKBONE, Part.DECODER, Part.ALIGNMENT, Part.SCORE, Part.TEXTURE)),
        /**
         * The statistics of backbone and score taken anew, as use will find them: without mixing
         * and dropout. The optimiser rests.
         */
        STATISTICS(Set.of(Part.BACKBONE, Part.SCORE, Part.TEXTURE)),
        /** The decoder alone on lung masks, on the backbone's features as they came to be. */
        LUNGS(Set.of(Part.DECODER)),
        /** {@link #STATISTICS} of the score alone, where the backbone stays as it was given. */
        HEAD_STATISTICS(Set.of(Part.SCORE, Part.TEXTURE)),
        /** The reader of single lungs on scores, on lungs as the network finds them. */
        READER(Set.of(Part.READER, Part.READER_HEAD)),
        /** Its last layer alone. */
        READER_HEAD(Set.of(Part.READER_HEAD));

        private final Set<Part> learning;

        Stage(Set<Part> learning) {
            this.learning = learning;
        }

        /** The parts that the stage changes. */
        public Set<Part> learning() {
            return learning;
        }

        /** Whether it learns from human masks and leaves out images without one. */
        boolean needsMasks() {
            return this == SEGMENTATION || this == ALIGNMENT || this == LUNGS;
        }

        /** Whether it has steps in which the lungs are given, not found. */
        boolean usesGivenLungs() {
            return learnsScores();
        }

        /** Whether weights move, not only the statistics of the normalisation. */
        boolean movesWeights() {
            return this != STATISTICS && this != HEAD_STATISTICS;
        }

        /** Whether it has steps in which the network finds the lungs itself. */
        boolean findsLungs() {
            return learning.contains(Part.DECODER) || learning.contains(Part.ALIGNMENT);
        }

        /** Whether it is the reader of single lungs that learns, and nothing else. */
        boolean readsLungs() {
            return learning.contains(Part.READER_HEAD);
        }

        /** Whether it learns scores. */
        boolean learnsScores() {
            return learning.contains(Part.SCORE) || readsLungs();
        }
    }

    /**
     * @throws IllegalArgumentException if a number makes no sense
     */
    public StagePlan {
        if (epochs < 0 || batchSize < 1 || rate <= 0) {
            throw new IllegalArgumentException(
                    stage + ": " + epochs + " epochs of batches of " + batchSize + " at " + rate);
        }
    }

    /** The same stage over another number of epochs. */
    public StagePlan withEpochs(int other) {
        return new StagePlan(stage, other, batchSize, rate, augmentation);
    }

    /**
     * The same stage with batches of another size, its rate changed by the square root of the
     * factor, as the gradient's noise is.
     */
    public StagePlan withBatchSize(int other) {
        double factor = Math.sqrt((double) other / batchSize);
        return new StagePlan(stage, epochs, other, rate * factor, augmentation);
    }
}
