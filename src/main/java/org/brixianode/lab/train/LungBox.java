package org.brixianode.lab.train;

import java.util.Optional;
import org.brixianode.study.Affine;

/** The bounding box of a mask as the target of the alignment. */
final class LungBox {

    /** Margin around the lungs, as a share of the box's side, on both sides together. */
    private static final double MARGIN = 0.04;

    private static final float LUNG = 0.5f;

    /**
     * @param mask {@code side * side} values in 0..1
     * @param human whether a human drew it
     * @return absent for an empty mask
     */
    static Optional<Sample.Lungs> of(float[] mask, int side, boolean human) {
        int left = side;
        int right = -1;
        int top = side;
        int bottom = -1;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] > LUNG) {
                left = Math.min(left, i % side);
                right = Math.max(right, i % side);
                top = Math.min(top, i / side);
                bottom = Math.max(bottom, i / side);
            }
        }
        if (right < left) {
            return Optional.empty();
        }
        double width = (right + 1 - left) / (double) side * (1 + MARGIN);
        double height = (bottom + 1 - top) / (double) side * (1 + MARGIN);
        Affine box =
                new Affine(
                        width,
                        0,
                        (left + right + 1) / (double) side - 1,
                        0,
                        height,
                        (top + bottom + 1) / (double) side - 1);
        return Optional.of(new Sample.Lungs(mask, human, box));
    }

    private LungBox() {}
}
