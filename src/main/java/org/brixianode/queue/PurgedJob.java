package org.brixianode.queue;

import java.nio.file.Path;
import java.util.List;

/**
 * A job that the queue has forgotten.
 *
 * @param id the number it had
 * @param sopInstanceUid the image
 * @param files the image and its result objects, now nobody's
 */
public record PurgedJob(long id, String sopInstanceUid, List<Path> files) {

    public PurgedJob {
        files = List.copyOf(files);
    }
}
