package org.brixianode.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.Job;
import org.brixianode.study.ResultKind;

/**
 * What became of a demo.
 *
 * @param taken whether the node took every file
 * @param inTime whether every job ended and its results arrived in time
 * @param failed jobs that failed; one that is not scored for its content is no failure
 * @param images every image that the node took, in the order of sending
 * @param arrived result objects, those of one image after those of another
 */
public record DemoResult(
        boolean taken, boolean inTime, long failed, List<Image> images, List<Arrived> arrived) {

    /**
     * An image that was taken.
     *
     * @param name of its file, without the extension
     * @param sheet its scores as JSON, where it was scored
     */
    public record Image(String name, Job job, Optional<String> sheet) {}

    /**
     * A result object.
     *
     * @param image name of the image
     * @param picture of a heatmap, as PNG
     */
    public record Arrived(String image, ResultKind kind, Path file, Optional<Path> picture) {}

    public DemoResult {
        images = List.copyOf(images);
        arrived = List.copyOf(arrived);
    }

    public boolean complete() {
        return taken && inTime && failed == 0;
    }
}
