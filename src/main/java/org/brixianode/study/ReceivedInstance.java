package org.brixianode.study;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A received object in the spool: a synced Part 10 file.
 *
 * @param ref the object's UIDs
 * @param transferSyntaxUid the transfer syntax in which it was received and is stored
 * @param callingAe the sender's AE title
 * @param calledAe the node's AE title in the association
 * @param file the Part 10 file
 * @param sizeBytes length of the file
 * @param contentDigest lower-case hexadecimal SHA-256 of the data set as received, without the file
 *     meta information
 * @param receivedAt when the file was synced
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
