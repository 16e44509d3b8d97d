package org.brixianode.score.pose;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.brixianode.model.Preprocessing;
import org.brixianode.study.Raster;

/** Ways in which a chest radiograph is stored that is not as it should be. */
enum Pose {
    /** Black and white exchanged. */
    INVERTED("black and white are inverted"),
    /** Turned by 180 degrees. */
    UPSIDE_DOWN("the image is upside down"),
    /** The patient's head on the image's left. */
    HEAD_LEFT("the image is rotated by 90 degrees, the head on the left"),
    /** The patient's head on the image's right. */
    HEAD_RIGHT("the image is rotated by 90 degrees, the head on the right");

    private final String description;

    Pose(String description) {
        this.description = description;
    }

    /** What is wrong, in a radiographer's words. */
    String description() {
        return description;
    }

    /**
     * The network's input for the image set right.
     *
     * @param grey the image as received
     * @param input the network's input for that
     * @return {@code sidePx * sidePx} values in 0..1
     */
    float[] righted(Raster grey, float[] input, Preprocessing preprocessing, int sidePx) {
        if (this == INVERTED) {
            float[] inverted = new float[grey.values().length];
            for (int i = 0; i < inverted.length; i++) {
                inverted[i] = 1 - grey.values()[i];
            }
            Raster negative = new Raster(grey.widthPx(), grey.heightPx(), inverted);
            return preprocessing.apply(negative, sidePx);
        }
        return turned(input, sidePx);
    }

    private float[] turned(float[] input, int side) {
        float[] turned = new float[input.length];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                turned[y * side + x] =
                        switch (this) {
                            case UPSIDE_DOWN -> input[(side - 1 - y) * side + side - 1 - x];
                            case HEAD_LEFT -> input[(side - 1 - x) * side + y];
                            case HEAD_RIGHT -> input[x * side + side - 1 - y];
                            case INVERTED -> input[y * side + x];
                        };
            }
        }
        return turned;
    }

    /**
     * The pose in which lungs are found with the least doubt.
     *
     * @param righted what is found in each, by the pose's ordinal
     */
    static Pose clearest(List<LungShape> righted) {
        return Collections.min(
                List.of(values()),
                Comparator.comparingDouble(
                        pose -> LungFinding.poseDoubt(righted.get(pose.ordinal()))));
    }

    /**
     * Whether an image in this pose can be set right with certainty. Black and white can. One that
     * lies wrong may have been mirrored too, and nothing in the lungs' outline tells the patient's
     * right from left: its scores could end up on the wrong side.
     */
    boolean certain() {
        return this == INVERTED;
    }
}
