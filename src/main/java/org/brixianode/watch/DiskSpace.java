package org.brixianode.watch;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.brixianode.ops.AlarmKind;
import org.jspecify.annotations.Nullable;

/**
 * Free space of the disk of storage.dir against three marks; the lowest that is passed is the
 * alarm. An alarm ends when the space exceeds its mark by a twentieth.
 */
final class DiskSpace implements Condition {

    private static final int MARGIN_DIVISOR = 20;

    private final WatchedNode.FreeBytes free;
    private final LongSupplier lowBytes;
    private final WatchedNode.Marks marks;
    private @Nullable AlarmKind active;
    private Instant since = Instant.MIN;

    /**
     * @param lowBytes the highest mark, which has no effect but a warning
     */
    DiskSpace(WatchedNode.FreeBytes free, LongSupplier lowBytes, WatchedNode.Marks marks) {
        this.free = free;
        this.lowBytes = lowBytes;
        this.marks = marks;
    }

    @Override
    public List<Finding> check(Instant now) throws IOException {
        long bytes = free.get();
        AlarmKind kind = kind(bytes);
        if (kind == null) {
            active = null;
            return List.of();
        }
        if (kind != active) {
            active = kind;
            since = now;
        }
        return List.of(Finding.ofNode(kind, since, text(kind, bytes)));
    }

    private @Nullable AlarmKind kind(long bytes) {
        if (bytes < mark(marks.hardBytes(), AlarmKind.DISK_HARD_MARK)) {
            return AlarmKind.DISK_HARD_MARK;
        }
        if (bytes < mark(marks.softBytes(), AlarmKind.DISK_SOFT_MARK)) {
            return AlarmKind.DISK_SOFT_MARK;
        }
        return bytes < mark(lowBytes.getAsLong(), AlarmKind.DISK_LOW) ? AlarmKind.DISK_LOW : null;
    }

    private long mark(long bytes, AlarmKind kind) {
        return active == kind ? bytes + bytes / MARGIN_DIVISOR : bytes;
    }

    private String text(AlarmKind kind, long bytes) {
        String effect =
                switch (kind) {
                    case DISK_HARD_MARK ->
                            "less than storage.disk.hard-mark (%d MiB): images are refused with 0xA700 and nothing is scored"
                                    .formatted(marks.hardBytes() >> 20);
                    case DISK_SOFT_MARK ->
                            "less than storage.disk.soft-mark (%d MiB): associations are rejected"
                                    .formatted(marks.softBytes() >> 20);
                    default ->
                            "less than watch.disk-low (%d MiB); below %d MiB associations are rejected"
                                    .formatted(lowBytes.getAsLong() >> 20, marks.softBytes() >> 20);
                };
        return "%d MiB are free for %s, %s. Free space on that disk"
                .formatted(bytes >> 20, marks.folder(), effect);
    }
}
