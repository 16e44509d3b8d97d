package org.brixianode.lab.train;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.brixianode.study.Affine;

/**
 * One training image at the network's input size.
 *
 * @param name the image's name in the annotations
 * @param image preprocessed, {@code side * side} values in 0..1
 * @param textures the texture maps, {@code t * t} values each; none for a network that sees none
 * @param whole preprocessed, {@code S * S} values in 0..1; none for a network without a reader of
 *     single lungs, or where it is not needed
 * @param lungs what is known of the lungs; absent where the image has no mask and none was found
 * @param scores {@code [6][4]} target distribution over the grades per zone, zones A to F
 */
record Sample(
        String name,
        float[] image,
        float[][] textures,
        float[] whole,
        Optional<Lungs> lungs,
        float[][] scores) {

    /**
     * Where the lungs are and where they put the aligned frame.
     *
     * @param mask {@code side * side} values, 0 or 1 (between where interpolated)
     * @param human whether a human drew the mask; else an earlier stage found it
     * @param alignment from the aligned frame to the image: the lungs' box fills the frame, but
     *     where a network laid them that has learned an alignment before
     * @param given as the mask, what a step sees that is given the lungs: the mask itself, or where
     *     a human drew it what a network found instead
     */
    record Lungs(float[] mask, boolean human, Affine alignment, float[] given) {

        Lungs(float[] mask, boolean human, Affine alignment) {
            this(mask, human, alignment, mask);
        }

        /** The same lungs in an image that was changed. */
        Lungs changed(UnaryOperator<float[]> change, Affine to) {
            float[] changed = change.apply(mask);
            return new Lungs(changed, human, to, given == mask ? changed : change.apply(given));
        }
    }

    /** Whether a human drew the lungs. */
    boolean hasHumanMask() {
        return lungs.map(Lungs::human).orElse(false);
    }

    /** The same image with lungs that were found. */
    Sample withLungs(Lungs found) {
        return new Sample(name, image, textures, whole, Optional.of(found), scores);
    }

    /** The same without the whole picture, for those who do not look at it. */
    Sample withoutWhole() {
        return new Sample(name, image, textures, new float[0], lungs, scores);
    }
}
