package org.brixianode.score;

import org.brixianode.bsnet.Preprocessing;
import org.brixianode.study.Affine;
import org.brixianode.study.Raster;

/** Ways in which a chest radiograph is stored that is not as it should be. */
enum Pose {
    /** Black and white exchanged. */
    INVERTED("black and white are exchanged"),
    /** Turned by 180 degrees. */
    UPSIDE_DOWN("the image is upside down"),
    /** The patient's head on the image's left. */
    HEAD_LEFT("the image is turned by 90 degrees, the head on the left"),
    /** The patient's head on the image's right. */
    HEAD_RIGHT("the image is turned by 90 degrees, the head on the right");

    /** How much greater the patient's right lung must be. */
    private static final double UNMIRRORED = 1.05;

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
     * @return {@code sidePx * sidePx} values in 0..1
     */
    float[] righted(Raster grey, Preprocessing preprocessing, int sidePx) {
        if (this == INVERTED) {
            float[] inverted = new float[grey.values().length];
            for (int i = 0; i < inverted.length; i++) {
                inverted[i] = 1 - grey.values()[i];
            }
            Raster negative = new Raster(grey.widthPx(), grey.heightPx(), inverted);
            return preprocessing.apply(negative, sidePx);
        }
        return turned(preprocessing.apply(grey, sidePx), sidePx);
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

    /** A map over the righted image, laid over the image as it was received. */
    Raster asReceived(Raster map) {
        return this == UPSIDE_DOWN
                ? new Raster(map.widthPx(), map.heightPx(), turned(map.values(), map.widthPx()))
                : map;
    }

    /** An alignment to the righted image, as one to the image as it was received. */
    Affine asReceived(Affine alignment) {
        return this == UPSIDE_DOWN ? new Affine(-1, 0, 0, 0, -1, 0).after(alignment) : alignment;
    }

    /**
     * Whether an image in this pose can be set right with certainty. Black and white can. One that
     * is upside down may also be mirrored; only where the patient's right lung is found to be the
     * greater one, as it is beside a heart in its usual place, is it taken as turned.
     */
    boolean certain(LungShape righted) {
        return switch (this) {
            case INVERTED -> true;
            case UPSIDE_DOWN ->
                    righted.fields().get(0).area() > UNMIRRORED * righted.fields().get(1).area();
            case HEAD_LEFT, HEAD_RIGHT -> false;
        };
    }
}
