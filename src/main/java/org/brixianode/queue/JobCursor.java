package org.brixianode.queue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.brixianode.study.Job;

/**
 * Position in a list of jobs that is sorted by reception.
 *
 * @param receivedAt reception of the last job of a page
 * @param id its primary key
 */
public record JobCursor(Instant receivedAt, long id) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,16})-(\\d{1,18})");

    public static JobCursor of(Job job) {
        return new JobCursor(job.instance().receivedAt(), job.id());
    }

    /** Reads the text of {@link #text}; empty if it is none. */
    public static Optional<JobCursor> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(
                        new JobCursor(
                                Instant.EPOCH.plus(
                                        Long.parseLong(parts.group(1)), ChronoUnit.MICROS),
                                Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    /** A short text for scripts: microseconds since 1970, and the id. */
    public String text() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, receivedAt) + "-" + id;
    }
}
