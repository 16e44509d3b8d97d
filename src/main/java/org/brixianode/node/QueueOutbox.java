package org.brixianode.node;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.brixianode.dicom.CommitmentReport;
import org.brixianode.ops.Events;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.TrustedName;
import org.brixianode.ops.Uid;
import org.brixianode.queue.DeliveryClaim;
import org.brixianode.queue.DeliveryQueue;
import org.brixianode.queue.DeliveryRecord;
import org.brixianode.queue.DeliveryState;
import org.brixianode.send.CommitmentAnswer;
import org.brixianode.send.CommitmentRequest;
import org.brixianode.send.Courier;
import org.brixianode.send.Delivery;
import org.brixianode.send.Outbox;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerStatus;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sender's outbox, backed by the queue. */
final class QueueOutbox implements Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(QueueOutbox.class);

    private final DeliveryQueue outbox;
    private final StorageCommitments commitments;
    private final Events events;
    private final Clock clock;
    private final Map<DeliveryClaim, Holder> held = new ConcurrentHashMap<>();

    /** The thread that sends a claimed delivery. */
    private record Holder(String destination, Thread thread) {}

    QueueOutbox(DeliveryQueue outbox, StorageCommitments commitments, Events events, Clock clock) {
        this.outbox = outbox;
        this.commitments = commitments;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public List<Delivery> claim(String destination, int max) throws StageException {
        // A destination has one worker, which has reported all outcomes of its earlier claims.
        int unattended = outbox.putBackUnattended(destination);
        if (unattended > 0) {
            LOG.warn("{} deliveries to {} were interrupted: due again", unattended, destination);
        }
        forget(destination);
        Instant now = clock.instant();
        List<Delivery> claimed =
                outbox.claim(destination, max, now, now.plus(outbox.lease())).stream()
                        .map(QueueOutbox::delivery)
                        .toList();
        claimed.forEach(
                delivery ->
                        held.put(claim(delivery), new Holder(destination, Thread.currentThread())));
        return claimed;
    }

    private static Delivery delivery(DeliveryRecord kept) {
        return new Delivery(
                kept.id(),
                kept.jobId(),
                kept.destination(),
                kept.object(),
                kept.attempts(),
                kept.claims());
    }

    private static DeliveryClaim claim(Delivery delivery) {
        return new DeliveryClaim(delivery.id(), delivery.claims());
    }

    private void forget(String destination) {
        held.values().removeIf(holder -> holder.destination().equals(destination));
    }

    /**
     * Renews the leases of deliveries whose sending threads are alive, then puts back expired ones.
     *
     * @return the number of deliveries put back
     */
    int renewLeases() throws StageException {
        held.values().removeIf(holder -> !holder.thread().isAlive());
        Instant now = clock.instant();
        held.keySet().removeAll(outbox.renew(held.keySet(), now.plus(outbox.lease())));
        return outbox.requeueExpired(now).size();
    }

    /** How many deliveries are claimed by this node. */
    int claimedCount() {
        return held.size();
    }

    @Override
    public boolean isHeld(Delivery delivery) throws StageException {
        return outbox.isHeld(claim(delivery));
    }

    @Override
    public void delivered(Delivery delivery, Courier.Delivered state, Outcome outcome)
            throws StageException {
        DeliveryClaim claim = claim(delivery);
        switch (state) {
            case SENT ->
                    outbox.delivered(claim, DeliveryState.SENT, code(outcome), clock.instant());
            case AWAITS_COMMITMENT ->
                    outbox.deliveredUncommitted(claim, code(outcome), clock.instant());
            case COMMITTED ->
                    outbox.delivered(
                            claim, DeliveryState.COMMITTED, code(outcome), clock.instant());
        }
        held.remove(claim);
        events.publish(new NodeEvent.Sent(parcel(delivery), code(outcome)));
    }

    @Override
    public void retryAt(Delivery delivery, Instant at, Outcome outcome) throws StageException {
        DeliveryClaim claim = claim(delivery);
        outbox.retryAt(
                claim, at, code(outcome), outcome.text(), outcome.kind() == Outcome.Kind.BROKEN);
        held.remove(claim);
    }

    @Override
    public void park(Delivery delivery, Outcome outcome) throws StageException {
        DeliveryClaim claim = claim(delivery);
        outbox.park(claim, code(outcome), outcome.text());
        held.remove(claim);
        events.publish(new NodeEvent.NotSent(parcel(delivery), code(outcome)));
    }

    private static OptionalInt code(Outcome outcome) {
        return outcome.status().stream().mapToInt(PeerStatus::code).findFirst();
    }

    private static NodeEvent.ResultDelivery parcel(Delivery delivery) {
        return new NodeEvent.ResultDelivery(
                new Uid(delivery.object().ref().studyUid()),
                new Uid(delivery.object().ref().sopInstanceUid()),
                new TrustedName(delivery.object().kind().name()),
                new Uid(delivery.object().sourceSopInstanceUid()),
                delivery.jobId(),
                new TrustedName(delivery.destination()),
                new Uid(delivery.object().ref().sopClassUid()));
    }

    @Override
    public void untried(Delivery delivery) throws StageException {
        DeliveryClaim claim = claim(delivery);
        outbox.putBack(claim);
        held.remove(claim);
    }

    @Override
    public Optional<CommitmentRequest> askForCommitment(String destination, int max)
            throws StageException {
        return commitments.ask(destination, max);
    }

    @Override
    public void commitmentNotAsked(
            CommitmentRequest request, Instant again, CommitmentAnswer answer)
            throws StageException {
        commitments.notAsked(request, again, answer);
    }

    @Override
    public void commitmentNotOffered(String destination) throws StageException {
        commitments.notOffered(destination);
    }

    @Override
    public boolean committed(String destination, CommitmentReport report) throws StageException {
        return commitments.reported(destination, report);
    }

    @Override
    public void reachableAgain(String destination) throws StageException {
        outbox.makeDueNow(destination, clock.instant());
        commitments.reached(destination);
    }

    @Override
    public int reachedByTest(String destination) throws StageException {
        return outbox.makeUnansweredDueNow(destination, clock.instant());
    }

    @Override
    public int commitmentsReachedByTest(String destination) throws StageException {
        return commitments.reached(destination);
    }
}
