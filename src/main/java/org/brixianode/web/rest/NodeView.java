package org.brixianode.web.rest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.brixianode.api.DestinationInfo;
import org.brixianode.api.ReachabilityInfo;
import org.brixianode.queue.PurgedJob;

/** What the REST interface shows of the running node, and what it does with it. Thread-safe. */
public interface NodeView {

    /**
     * @param aeTitle AE title of reception
     * @param port port of reception
     * @param version of the release
     * @param name name of the node in the database
     */
    record NodeInfo(String aeTitle, int port, String version, Instant startedAt, String name) {}

    /**
     * Whether images can be accepted.
     *
     * @param state OK, FAILING, STOPPED, or UNKNOWN before the first check
     * @param since when a failure began
     */
    record IntakeInfo(
            String state,
            Optional<Instant> checkedAt,
            Optional<Instant> since,
            Optional<String> reason) {}

    /** The file system of storage.dir. */
    record DiskInfo(long freeBytes, long totalBytes, long softMarkBytes, long hardMarkBytes) {}

    /**
     * The model.
     *
     * @param digest SHA-256 of its files
     * @param card what a reader needs of model.json
     */
    record ModelInfo(
            String name, String version, String device, String digest, Map<String, Object> card) {}

    NodeInfo node();

    IntakeInfo intake();

    /**
     * @throws IOException if the file system does not answer
     */
    DiskInfo disk() throws IOException;

    ModelInfo model();

    /** The configured destinations. */
    List<DestinationInfo> destinations();

    /** The latest result of testing a destination. */
    Optional<ReachabilityInfo> reachability(String destination);

    /**
     * Tests whether a configured destination answers, for as long as its timeouts.
     *
     * @throws IllegalArgumentException if it is not configured
     */
    ReachabilityInfo echo(String destination) throws InterruptedException;

    /**
     * The picture of a heatmap object as PNG.
     *
     * @param width width in pixels, at most that of the object; empty for that of the object
     * @return empty if the file is missing or another kind of object
     * @throws IOException if it cannot be read
     */
    Optional<byte[]> heatmap(Path file, OptionalInt width) throws IOException;

    /** A DIMSE status with its meaning. */
    String statusText(int status);

    /** Signals that jobs may be due. */
    void jobsDue();

    /** How long an image waits for earlier radiographs in the PACS; empty if none are searched. */
    Optional<Duration> priorsWait();

    /** Signals that deliveries may be due. */
    void deliveriesDue();

    /** Deletes the files of a discarded job. */
    void deleteFiles(PurgedJob job);
}
