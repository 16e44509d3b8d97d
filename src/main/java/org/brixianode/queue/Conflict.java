package org.brixianode.queue;

import java.nio.file.Path;
import java.time.Instant;
import org.brixianode.study.AeTitle;

/**
 * A content that came under the SOP Instance UID of another one.
 *
 * @param sopInstanceUid the UID of both
 * @param contentDigest digest of the later content
 * @param callingAe who sent it last
 * @param file where the first copy of it was kept aside
 * @param firstReceivedAt when it came first
 * @param lastReceivedAt when it came last
 * @param times how often it came
 */
public record Conflict(
        String sopInstanceUid,
        String contentDigest,
        AeTitle callingAe,
        Path file,
        Instant firstReceivedAt,
        Instant lastReceivedAt,
        int times) {}
