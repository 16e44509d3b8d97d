package org.brixianode.queue;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.brixianode.study.OutgoingObject;

/**
 * The delivery of one object to one destination.
 *
 * @param id primary key
 * @param jobId the job whose result it is
 * @param object the object to send
 * @param destination name of the destination
 * @param run the run of the job whose result it is, from 1
 * @param state current state
 * @param attempts number of attempts
 * @param claims total number of claims; distinguishes this claim from earlier and later ones
 * @param leaseUntil expiry of the lease; empty if it is not claimed
 * @param nextAttemptAt earliest time of the next claim
 * @param lastStatus status of the last response
 * @param lastError failure of the last attempt
 * @param sentAt when the destination accepted it
 * @param awaitsCommitment whether it is SENT and the destination is asked to commit to its storage
 * @param rejectedBy the SOP Instance UID of the rejection note or withdrawal that names it
 */
public record DeliveryRecord(
        long id,
        long jobId,
        OutgoingObject object,
        String destination,
        int run,
        DeliveryState state,
        int attempts,
        int claims,
        Optional<Instant> leaseUntil,
        Instant nextAttemptAt,
        OptionalInt lastStatus,
        Optional<String> lastError,
        Optional<Instant> sentAt,
        boolean awaitsCommitment,
        Optional<String> rejectedBy) {

    /** The claim with which its holder ends or renews it. */
    public DeliveryClaim claim() {
        return new DeliveryClaim(id, claims);
    }
}
