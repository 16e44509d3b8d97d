package org.brixianode.study;

import java.nio.file.Path;
import java.time.Instant;

/**
 * An object as it lies in the spool: a synced Part 10 file.
 *
 * @param ref what it is and where it belongs
 * @param transferSyntaxUid the transfer syntax in which it came and is kept
 * @param callingAe who sent it
 * @param calledAe the title under which the node was called
 * @param file the Part 10 file
 * @param sizeBytes length of the file
 * @param contentDigest lower-case hexadecimal SHA-256 of the data set as received, without the file
 *     meta information
 * @param receivedAt when the file became durable
 */
public record ReceivedInstance(
        InstanceRef ref,
        String transferSyntaxUid,
        AeTitle callingAe,
        AeTitle calledAe,
        Path file,
        long sizeBytes,
        String contentDigest,
        Instant receivedAt) {}
