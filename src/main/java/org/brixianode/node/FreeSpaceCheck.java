package org.brixianode.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.brixianode.pipeline.DiskSpaceCheck;
import org.brixianode.receive.FreeSpace;
import org.brixianode.receive.ReceiveConfig;

/**
 * Checks the free disk space for results against the hard mark: the results of an image take
 * megabytes, and the space below the mark is reserved for the database and the deliveries.
 */
final class FreeSpaceCheck implements DiskSpaceCheck {

    /**
     * Scoring resumes at this many bytes above the hard mark, but at the soft mark at the latest.
     */
    private static final long MARGIN_BYTES = 64L << 20;

    private final Path folder;
    private final FreeSpace space;
    private final Supplier<ReceiveConfig.DiskMarks> marks;
    private boolean isShort;

    /**
     * @param folder folder of the results
     */
    FreeSpaceCheck(Path folder, FreeSpace space, Supplier<ReceiveConfig.DiskMarks> marks) {
        this.folder = folder;
        this.space = space;
        this.marks = marks;
    }

    @Override
    public synchronized Optional<String> shortage() {
        try {
            long free = space.usableBytes();
            isShort = free < (isShort ? resumeBytes() : marks.get().hardBytes());
            return isShort
                    ? Optional.of(
                            ("%d MiB are free for %s, less than storage.disk.hard-mark; images wait and deliveries continue. Free space on that disk: scoring resumes at %d MiB")
                                    .formatted(free >> 20, folder, resumeBytes() >> 20))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    "the free space for %s cannot be determined: %s".formatted(folder, e));
        }
    }

    private long resumeBytes() {
        return marks.get().hardBytes()
                + Math.min(MARGIN_BYTES, marks.get().softBytes() - marks.get().hardBytes());
    }
}
