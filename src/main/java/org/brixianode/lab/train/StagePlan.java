package org.brixianode.lab.train;

import java.util.Set;
import org.brixianode.network.Part;

/**
 * One stage of training.
 *
 * @param stage what is trained
 * @param epochs passes over the training images
 * @param batchSize images per step
 * @param rate peak trainedParts rate; it rises over the first epochs and falls along a cosine to 1
 *     % of it
 * @param augmentation augmentation of the images
 */
public record StagePlan(
        Stage stage, int epochs, int batchSize, double rate, AugmentationConfig augmentation) {

    /**
     * Stages of training; a plan gives their order. Ordinals seed random numbers and must not
     * change.
     */
    public enum Stage {
        /** Backbone and decoder on lung masks. */
        SEGMENTATION(Set.of(Part.BACKBONE, Part.DECODER)),
        /** The spatial transformer on moved masks. */
        ALIGNMENT(Set.of(Part.ALIGNMENT)),
        /** Pyramid and heads on scores, the rest frozen. */
        SCORE(Set.of(Part.SCORE, Part.TEXTURE)),
        /** All parts jointly, except the single-lung branch, which is too expensive. */
        ALL(Set.of(Part.BACKBONE, Part.DECODER, Part.ALIGNMENT, Part.SCORE, Part.TEXTURE)),
        /**
         * Estimates the statistics of backbone and score anew, as in inference: without mixing,
         * dropout and updates of weights.
         */
        STATISTICS(Set.of(Part.BACKBONE, Part.SCORE, Part.TEXTURE)),
        /** The decoder alone on lung masks, on the final features of the backbone. */
        LUNGS(Set.of(Part.DECODER)),
        /** {@link #STATISTICS} of the score alone, with an unchanged backbone. */
        HEAD_STATISTICS(Set.of(Part.SCORE, Part.TEXTURE)),
        /** The single-lung branch on scores, on predicted lungs. */
        BRANCH(Set.of(Part.BRANCH, Part.BRANCH_HEAD)),
        /** The branch's last layer alone. */
        BRANCH_HEAD(Set.of(Part.BRANCH_HEAD));

        private final Set<Part> trainedParts;

        Stage(Set<Part> trainedParts) {
            this.trainedParts = trainedParts;
        }

        /** The parts that the stage trains. */
        public Set<Part> trainedParts() {
            return trainedParts;
        }

        /** Whether it is trained on human masks, without the images that lack one. */
        boolean needsMasks() {
            return this == SEGMENTATION || this == ALIGNMENT || this == LUNGS;
        }

        /** Whether it has steps with given lungs. */
        boolean usesGivenLungs() {
            return trainsScores();
        }

        /** Whether it updates weights, not only the statistics of the normalisation. */
        boolean updatesWeights() {
            return this != STATISTICS && this != HEAD_STATISTICS;
        }

        /** Whether it has steps in which the network predicts the lungs. */
        boolean predictsLungs() {
            return trainedParts.contains(Part.DECODER) || trainedParts.contains(Part.ALIGNMENT);
        }

        /** Whether it trains the single-lung branch only. */
        boolean trainsBranch() {
            return trainedParts.contains(Part.BRANCH_HEAD);
        }

        /** Whether it trains scores. */
        boolean trainsScores() {
            return trainedParts.contains(Part.SCORE) || trainsBranch();
        }
    }

    /**
     * @throws IllegalArgumentException if a number is out of range
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
     * The same stage with batches of another size, its rate scaled by the square root of the
     * factor, like the gradient's noise.
     */
    public StagePlan withBatchSize(int other) {
        double factor = Math.sqrt((double) other / batchSize);
        return new StagePlan(stage, epochs, other, rate * factor, augmentation);
    }
}
