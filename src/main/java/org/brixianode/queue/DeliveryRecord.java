package org.brixianode.queue;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.brixianode.study.OutgoingObject;

/**
 * One object on its way to one destination.
 *
 * @param id the outbox's number for it
 * @param jobId the job whose result it is
 * @param object what to send
 * @param destination name of the destination
 * @param state where it stands
 * @param attempts how often it was tried
 * @param claims how often it was claimed in all; tells this claim from an earlier or later one
 * @param leaseUntil when others may take it over; absent where it is not claimed
 * @param nextAttemptAt not before this it is claimed
 * @param lastStatus DIMSE status of the last attempt that got an answer
 * @param lastError what the last attempt failed of
 * @param sentAt when the destination took it
 */
public record DeliveryRecord(
        long id,
        long jobId,
        OutgoingObject object,
        String destination,
        DeliveryState state,
        int attempts,
        int claims,
        Optional<Instant> leaseUntil,
        Instant nextAttemptAt,
        OptionalInt lastStatus,
        Optional<String> lastError,
        Optional<Instant> sentAt) {

    /** By what its holder ends or renews it. */
    public DeliveryClaim claim() {
        return new DeliveryClaim(id, claims);
    }
}
