package org.brixianode.priors;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.brixianode.study.StageException;

/** What the search needs of the node's database. Every call is durable when it returns. */
public interface PriorLog {

    /**
     * An image that waits.
     *
     * @param job key of its job
     * @param file the received object
     * @param studyUid its study
     * @param deadline until when it waits
     */
    record Waiting(long job, Path file, String studyUid, Instant deadline) {}

    /** What the node has of a study. */
    enum Known {
        NO,
        /** Images that it fetched as earlier ones. */
        FETCHED,
        /** Images that were sent to it, or their results. */
        YES
    }

    /**
     * Claims an image whose search is due.
     *
     * @param longestWait how long an image that arrives now waits at most
     */
    Optional<Waiting> claim(Duration longestWait) throws StageException;

    Known known(String studyUid) throws StageException;

    /** Writes the series that will be asked for, by which arriving images are recognised. */
    void expect(long job, Collection<String> seriesUids) throws StageException;

    /** Whether the node has an image of a series. */
    boolean hasImageOf(String seriesUid) throws StageException;

    /**
     * Ends the search of an image.
     *
     * @param missing what did not come, if anything
     */
    void retrieved(long job, Optional<String> missing) throws StageException;

    /** Leaves the search for another attempt. */
    void retry(long job, String reason) throws StageException;

    /**
     * Releases images whose earlier ones have come and are scored, and ends searches past their
     * deadline.
     */
    void settle() throws StageException;
}
