package org.brixianode.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.Job;

/**
 * What became of a demo.
 *
 * @param taken whether the node took every file
 * @param inTime whether every job ended and its results arrived in time
 * @param failed jobs that failed; one that is not scored for its content is no failure
 * @param images every image that the node took
 * @param arrived result objects, in the order of their arrival
 */
public record DemoResult(
        boolean taken, boolean inTime, long failed, List<Image> images, List<Arrived> arrived) {

    /**
     * An image that was taken.
     *
     * @param sheet its scores as JSON, where it was scored
     */
    public record Image(Job job, Optional<String> sheet) {}

    /**
     * A result object.
     *
     * @param picture of a heatmap, as PNG
     */
    public record Arrived(Path file, Optional<Path> picture) {}

    public DemoResult {
        images = List.copyOf(images);
        arrived = List.copyOf(arrived);
    }

    public boolean complete() {
        return taken && inTime && failed == 0;
    }
}
