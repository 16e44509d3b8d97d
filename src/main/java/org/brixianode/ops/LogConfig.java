package org.brixianode.ops;

import java.time.Duration;

/**
 * The log.
 *
 * @param file whether a running node writes it to a file too, beside standard error
 * @param level least severe level that is logged
 * @param keep age after which its files are deleted
 * @param fileBytes size at which a new file is started
 * @param totalBytes size of all files above which the oldest are deleted
 */
public record LogConfig(boolean file, Level level, Duration keep, long fileBytes, long totalBytes) {

    /** Levels, the most severe first. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    private static final Duration MIN_KEEP = Duration.ofDays(1);
    private static final long MIN_FILE = 64 << 10;

    /**
     * @throws IllegalArgumentException if a value is out of range
     */
    public LogConfig {
        if (keep.compareTo(MIN_KEEP) < 0) {
            throw new IllegalArgumentException("log.keep must be 1 day or more");
        }
        if (fileBytes < MIN_FILE) {
            throw new IllegalArgumentException("log.file-size must be 64 KiB or more");
        }
        if (totalBytes < fileBytes) {
            throw new IllegalArgumentException("log.total-size must be log.file-size or more");
        }
    }
}
