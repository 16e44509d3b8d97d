package org.brixianode.bench;

import java.nio.file.Path;

/**
 * What to measure, and how often.
 *
 * @param model folder of the model
 * @param source DICOM object with native pixel data, to send copies of
 * @param rounds of each measurement, after one that warms up
 * @param images in each round of the rate
 * @param single images in each round that are sent one by one
 */
public record BenchPlan(Path model, Path source, int rounds, int images, int single) {

    public BenchPlan {
        require("rounds", rounds);
        require("images", images);
        require("single images", single);
    }

    private static void require(String what, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(what + " must be 1 or more, not " + count);
        }
    }
}
