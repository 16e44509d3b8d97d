package org.brixianode.score.pose;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.brixianode.model.Preprocessing;
import org.brixianode.study.Raster;

/** Ways in which a chest radiograph can be stored wrongly. */
enum Pose {
    /** Black and white exchanged. */
    INVERTED("black and white are inverted"),
    /** Turned by 180 degrees. */
    UPSIDE_DOWN("the image appears to be upside down"),
    /** The patient's head on the image's left. */
    HEAD_LEFT("the image appears to be rotated by 90 degrees, the head on the left"),
    /** The patient's head on the image's right. */
    HEAD_RIGHT("the image appears to be rotated by 90 degrees, the head on the right");

    private final String description;

    Pose(String description) {
        this.description = description;
    }

    /** Description for a radiographer. */
    String description() {
        return description;
    }

    /**
     * Computes the network input of the corrected image.
     *
     * @param grey the image as received
     * @param input the network input of that image
     * @return {@code sidePx * sidePx} values in 0..1
     */
    float[] corrected(Raster grey, float[] input, Preprocessing preprocessing, int sidePx) {
        if (this == INVERTED) {
            float[] inverted = new float[grey.values().length];
            for (int i = 0; i < inverted.length; i++) {
                inverted[i] = 1 - grey.values()[i];
            }
            Raster negative = new Raster(grey.widthPx(), grey.heightPx(), inverted);
            return preprocessing.apply(negative, sidePx);
        }
        return rotated(input, sidePx);
    }

    private float[] rotated(float[] input, int side) {
        float[] rotated = new float[input.length];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                rotated[y * side + x] =
                        switch (this) {
                            case UPSIDE_DOWN -> input[(side - 1 - y) * side + side - 1 - x];
                            case HEAD_LEFT -> input[(side - 1 - x) * side + y];
                            case HEAD_RIGHT -> input[x * side + side - 1 - y];
                            case INVERTED -> input[y * side + x];
                        };
            }
        }
        return rotated;
    }

    /**
     * The pose with the least doubt about the lungs.
     *
     * @param corrected shape of the lungs in the corrected image of each pose, by ordinal
     */
    static Pose clearest(List<LungShape> corrected) {
        return Collections.min(
                List.of(values()),
                Comparator.comparingDouble(
                        pose -> LungFinding.poseDoubt(corrected.get(pose.ordinal()))));
    }

    /**
     * Whether an image in this pose can be corrected with certainty. Inverted grey values can. A
     * rotated image may also be mirrored, and the lung outline does not show which side is the
     * patient's right: the scores could be assigned to the wrong side.
     */
    boolean isCorrectable() {
        return this == INVERTED;
    }
}
