package org.brixianode.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.brixianode.pipeline.Room;
import org.brixianode.receive.FreeSpace;
import org.brixianode.receive.ReceiveConfig;

/**
 * Room for results by the disk's hard mark: an image's results take megabytes, and what is left
 * below the mark is for the database and the deliveries.
 */
final class DiskRoom implements Room {

    /** So much above the hard mark, and at most to the soft one, scoring goes on. */
    private static final long MARGIN_BYTES = 64L << 20;

    private final Path folder;
    private final FreeSpace space;
    private final ReceiveConfig.DiskMarks marks;
    private boolean isShort;

    /**
     * @param folder of the results
     */
    DiskRoom(Path folder, FreeSpace space, ReceiveConfig.DiskMarks marks) {
        this.folder = folder;
        this.space = space;
        this.marks = marks;
    }

    @Override
    public synchronized Optional<String> shortage() {
        try {
            long free = space.usableBytes();
            isShort = free < (isShort ? enough() : marks.hardBytes());
            return isShort
                    ? Optional.of(
                            ("%d MiB are free for %s, less than storage.disk.hard-mark; images wait and deliveries continue. Free space on that disk: scoring resumes at %d MiB")
                                    .formatted(free >> 20, folder, enough() >> 20))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    "the free space for %s cannot be determined: %s".formatted(folder, e));
        }
    }

    private long enough() {
        return marks.hardBytes() + Math.min(MARGIN_BYTES, marks.softBytes() - marks.hardBytes());
    }
}
