package org.brixianode.queue;

import java.nio.file.Path;
import java.util.List;

/**
 * A purged job.
 *
 * @param id its former primary key
 * @param sopInstanceUid SOP Instance UID of the image
 * @param files the image and its result objects, to be deleted
 */
public record PurgedJob(long id, String sopInstanceUid, List<Path> files) {

    public PurgedJob {
        files = List.copyOf(files);
    }
}
