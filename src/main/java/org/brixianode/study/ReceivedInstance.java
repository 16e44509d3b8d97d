package org.brixianode.study;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

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
 * @param sender address of the sender; empty if the object was not received just now
 */
public record ReceivedInstance(
        InstanceRef ref,
        String transferSyntaxUid,
        AeTitle callingAe,
        AeTitle calledAe,
        Path file,
        long sizeBytes,
        String contentDigest,
        Instant receivedAt,
        Optional<InetAddress> sender) {

    /** An object whose sender's address is not known. */
    public ReceivedInstance(
            InstanceRef ref,
            String transferSyntaxUid,
            AeTitle callingAe,
            AeTitle calledAe,
            Path file,
            long sizeBytes,
            String contentDigest,
            Instant receivedAt) {
        this(
                ref,
                transferSyntaxUid,
                callingAe,
                calledAe,
                file,
                sizeBytes,
                contentDigest,
                receivedAt,
                Optional.empty());
    }
}
