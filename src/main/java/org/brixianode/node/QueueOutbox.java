package org.brixianode.node;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.brixianode.ops.Events;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.OwnName;
import org.brixianode.ops.Uid;
import org.brixianode.send.Delivery;
import org.brixianode.send.Outbox;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the sender what the queue keeps for it. */
final class QueueOutbox implements Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(QueueOutbox.class);

    private final org.brixianode.queue.Outbox outbox;
    private final Events events;
    private final Clock clock;

    QueueOutbox(org.brixianode.queue.Outbox outbox, Events events, Clock clock) {
        this.outbox = outbox;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public List<Delivery> claim(String destination, int max) throws StageException {
        // A destination has one worker, and it has reported all that it took before.
        int unattended = outbox.putBackUnattended(destination);
        if (unattended > 0) {
            LOG.warn("{} deliveries to {} had no end: put back", unattended, destination);
        }
        return outbox.claim(destination, max, clock.instant()).stream()
                .map(
                        kept ->
                                new Delivery(
                                        kept.id(),
                                        kept.jobId(),
                                        kept.destination(),
                                        kept.object(),
                                        kept.attempts()))
                .toList();
    }

    @Override
    public void sent(Delivery delivery, int dimseStatus, String text) throws StageException {
        outbox.sent(delivery.id(), dimseStatus, clock.instant());
        events.publish(new NodeEvent.Sent(parcel(delivery), OptionalInt.of(dimseStatus)));
    }

    @Override
    public void retryAt(Delivery delivery, Instant at, OptionalInt dimseStatus, String text)
            throws StageException {
        outbox.retryAt(delivery.id(), at, dimseStatus, text);
    }

    @Override
    public void park(Delivery delivery, OptionalInt dimseStatus, String text)
            throws StageException {
        outbox.park(delivery.id(), dimseStatus, text);
        events.publish(new NodeEvent.NotSent(parcel(delivery), dimseStatus));
    }

    private static NodeEvent.Parcel parcel(Delivery delivery) {
        return new NodeEvent.Parcel(
                new Uid(delivery.object().ref().studyUid()),
                new Uid(delivery.object().ref().sopInstanceUid()),
                new OwnName(delivery.object().kind().name()),
                new Uid(delivery.object().sourceSopInstanceUid()),
                delivery.jobId(),
                new OwnName(delivery.destination()));
    }

    @Override
    public void untried(Delivery delivery) throws StageException {
        outbox.putBack(delivery.id());
    }

    @Override
    public void reachableAgain(String destination) throws StageException {
        outbox.dueNow(destination, clock.instant());
    }
}
