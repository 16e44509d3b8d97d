package org.brixianode.bsnet.train;

import java.util.Optional;
import org.brixianode.study.Affine;

/**
 * One training image at the network's input size.
 *
 * @param name the image's name in the annotations
 * @param image preprocessed, {@code side * side} values in 0..1
 * @param lungs what is known of the lungs, absent where the image has no mask
 * @param scores {@code [6][4]} target distribution over the grades per zone, zones A to F
 */
record Sample(String name, float[] image, Optional<Lungs> lungs, float[][] scores) {

    /**
     * A human mask and where it puts the aligned frame.
     *
     * @param mask {@code side * side} values, 0 or 1 (between where interpolated)
     * @param alignment from the aligned frame, which the lungs' box fills, to the image
     */
    record Lungs(float[] mask, Affine alignment) {}
}
