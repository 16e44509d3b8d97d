package org.brixianode.ops.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A step of an image's way whose duration is measured. */
public enum Step {
    /** From the command of a C-STORE request to its response. */
    RECEIVE("from the command of a C-STORE request to its response", 0.01, 60),
    /** Decoding of an image. */
    DECODE("decoding of an image", 0.01, 30),
    /** A run of the network on one batch. */
    SCORE("a run of the network on one batch of images", 0.05, 120),
    /** Writing of the result objects of an image. */
    COMPOSE("writing of the result objects of an image", 0.01, 60),
    /** Delivery of one result object. */
    DELIVER("delivery of one result object", 0.01, 120),
    /** From the reception of an image until its result objects are written. */
    TURNAROUND("from the reception of an image until its results are written", 0.5, 86_400);

    /** Bounds of buckets within a factor of ten. */
    private static final double[] PER_DECADE = {1, 2.5, 5};

    private static final double DECADE = 10;
    private static final double TOLERANCE = 1e-9;
    private static final double NANOS = 1e9;

    private final String help;
    private final double shortestS;
    private final double longestS;

    Step(String help, double shortestS, double longestS) {
        this.help = help;
        this.shortestS = shortestS;
        this.longestS = longestS;
    }

    String help() {
        return help;
    }

    /** Upper bounds of the histogram's buckets: 1, 2.5, 5 times each power of ten. */
    Duration[] buckets() {
        List<Double> bounds = new ArrayList<>();
        for (double decade = 1e-3; decade <= longestS; decade *= DECADE) {
            for (double step : PER_DECADE) {
                double bound = decade * step;
                if (bound > shortestS - TOLERANCE && bound < longestS + TOLERANCE) {
                    bounds.add(bound);
                }
            }
        }
        bounds.add(longestS);
        return bounds.stream()
                .distinct()
                .map(seconds -> Duration.ofNanos(Math.round(seconds * NANOS)))
                .toArray(Duration[]::new);
    }
}
