package org.brixianode.node;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.brixianode.dicom.CommitmentReport;
import org.brixianode.ops.Events;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.TrustedName;
import org.brixianode.ops.Uid;
import org.brixianode.queue.Commitments;
import org.brixianode.send.CommitmentAnswer;
import org.brixianode.send.CommitmentRequest;
import org.brixianode.send.Destination;
import org.brixianode.send.DimseDestination;
import org.brixianode.study.AeTitle;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests and reports of storage commitment, recorded in the queue. Thread-safe. */
final class StorageCommitments {

    private static final Logger LOG = LoggerFactory.getLogger(StorageCommitments.class);

    private static final int UUID_HEX = 16;

    /**
     * What counts for requests and reports.
     *
     * @param askAgain time without a report after which a destination is asked again
     * @param resendAfter time from a reported failure until the object is sent again
     * @param failuresBeforeParking number of reported failures after which a delivery is parked
     */
    record Rules(Duration askAgain, Duration resendAfter, int failuresBeforeParking) {}

    private final Commitments queue;
    private final Supplier<List<Destination>> destinations;
    private final Rules rules;
    private final Events events;
    private final Clock clock;

    /**
     * @param destinations those in use now
     */
    StorageCommitments(
            Commitments queue,
            Supplier<List<Destination>> destinations,
            Rules rules,
            Events events,
            Clock clock) {
        this.queue = queue;
        this.destinations = destinations;
        this.rules = rules;
        this.events = events;
        this.clock = clock;
    }

    Optional<CommitmentRequest> ask(String destination, int max) throws StageException {
        String transaction = transactionUid();
        Instant now = clock.instant();
        List<OutgoingObject> due =
                queue.ask(destination, transaction, max, now, now.plus(rules.askAgain()));
        return due.isEmpty()
                ? Optional.empty()
                : Optional.of(new CommitmentRequest(transaction, due));
    }

    /** A UID that cannot be guessed (PS3.5 B.2). */
    private static String transactionUid() {
        return "2.25." + new BigInteger(UUID.randomUUID().toString().replace("-", ""), UUID_HEX);
    }

    void notAsked(CommitmentRequest request, Instant again, CommitmentAnswer answer)
            throws StageException {
        queue.postpone(
                request.transactionUid(),
                again,
                answer.text(),
                answer.kind() == CommitmentAnswer.Kind.UNANSWERED);
    }

    /**
     * The destination has been reached: it is asked again now where it did not answer.
     *
     * @return the number of objects
     */
    int reached(String destination) throws StageException {
        return queue.makeUnansweredDueNow(destination, clock.instant());
    }

    void notOffered(String destination) throws StageException {
        queue.notOffered(destination);
    }

    /** Whether a peer is a destination that is asked. */
    boolean isAsked(AeTitle title) {
        return destinations.get().stream().anyMatch(one -> isAskedAs(one, title));
    }

    private static boolean isAskedAs(Destination destination, AeTitle title) {
        return destination instanceof DimseDestination peer
                && peer.commitment()
                && peer.aeTitle().equals(title);
    }

    /** A report in an association that a peer has opened. */
    boolean reported(AeTitle caller, CommitmentReport report) throws StageException {
        for (Destination one : destinations.get()) {
            if (isAskedAs(one, caller) && reported(one.name(), report)) {
                return true;
            }
        }
        return false;
    }

    /** A report of a destination. */
    boolean reported(String destination, CommitmentReport report) throws StageException {
        Commitments.Change change =
                queue.report(
                        destination,
                        report.transactionUid(),
                        report.committed(),
                        report.failed(),
                        new Commitments.FollowUp(
                                clock.instant().plus(rules.resendAfter()),
                                rules.failuresBeforeParking()));
        TrustedName name = new TrustedName(destination);
        change.committed()
                .forEach(uid -> events.publish(new NodeEvent.Committed(new Uid(uid), name)));
        change.reopened()
                .forEach(
                        uid ->
                                LOG.warn(
                                        "destination {} does not commit to the storage of {}: {}."
                                                + " It is sent again",
                                        destination,
                                        uid,
                                        report.failed().get(uid)));
        change.parked()
                .forEach(
                        uid ->
                                LOG.error(
                                        "destination {} does not commit to the storage of {}: {}."
                                                + " It is parked after {} such reports. Look into"
                                                + " its log, then: brixia-node jobs retry",
                                        destination,
                                        uid,
                                        report.failed().get(uid),
                                        rules.failuresBeforeParking()));
        change.revoked()
                .forEach(
                        uid ->
                                LOG.error(
                                        "destination {} reports that it does not have {}: {}."
                                                + " It has committed to its storage before, so"
                                                + " the node does not send it again by itself."
                                                + " Look into the destination's log; if it has"
                                                + " lost the object: brixia-node jobs resend",
                                        destination,
                                        uid,
                                        report.failed().get(uid)));
        return change.known();
    }
}
