package org.brixianode.queue;

import java.nio.file.Path;
import java.time.Instant;
import org.brixianode.study.AeTitle;

/**
 * A received instance whose SOP Instance UID was already committed with other content.
 *
 * @param sopInstanceUid the SOP Instance UID of both
 * @param contentDigest digest of the conflicting content
 * @param callingAe AE title of the last sender
 * @param file the first received copy, in the spool's conflict folder
 * @param firstReceivedAt when it was first received
 * @param lastReceivedAt when it was last received
 * @param times how often it was received
 */
public record Conflict(
        String sopInstanceUid,
        String contentDigest,
        AeTitle callingAe,
        Path file,
        Instant firstReceivedAt,
        Instant lastReceivedAt,
        int times) {}
