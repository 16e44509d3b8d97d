package org.brixianode.lab.train;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.brixianode.study.Affine;

/**
 * One training image at the network's input size.
 *
 * @param name the image's name in the annotations
 * @param image preprocessed, {@code side * side} values in 0..1
 * @param textures the texture maps, {@code t * t} values each; none for a network without a texture
 *     head
 * @param whole preprocessed, {@code S * S} values in 0..1; none for a network without a single-lung
 *     branch, or where it is not needed
 * @param lungs lungs and alignment; absent where the image has neither a mask nor a prediction
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
     * Lung mask and alignment.
     *
     * @param mask {@code side * side} values, 0 or 1 (between where interpolated)
     * @param human whether a human drew the mask; else it was predicted by an earlier stage
     * @param alignment from the aligned frame to the image: the mask's box, or the prediction of a
     *     trained alignment
     * @param given like the mask, the lungs for steps that are given them: the mask itself, or a
     *     network's prediction where a human drew the mask
     */
    record Lungs(float[] mask, boolean human, Affine alignment, float[] given) {

        Lungs(float[] mask, boolean human, Affine alignment) {
            this(mask, human, alignment, mask);
        }

        /** The same lungs in a transformed image. */
        Lungs changed(UnaryOperator<float[]> change, Affine to) {
            float[] changed = change.apply(mask);
            return new Lungs(changed, human, to, given == mask ? changed : change.apply(given));
        }
    }

    /** Whether a human drew the lungs. */
    boolean hasHumanMask() {
        return lungs.map(Lungs::human).orElse(false);
    }

    /** The same image with other lungs. */
    Sample withLungs(Lungs found) {
        return new Sample(name, image, textures, whole, Optional.of(found), scores);
    }

    /** The same without the full-size image, for stages that do not use it. */
    Sample withoutWhole() {
        return new Sample(name, image, textures, new float[0], lungs, scores);
    }
}
