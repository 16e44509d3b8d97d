package org.brixianode.node;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.brixianode.ops.Audit;
import org.brixianode.send.Delivery;
import org.brixianode.send.Outbox;
import org.brixianode.study.StageException;

/** Gives the sender what the queue keeps for it. */
final class QueueOutbox implements Outbox {

    private final org.brixianode.queue.Outbox outbox;
    private final Clock clock;

    QueueOutbox(org.brixianode.queue.Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public List<Delivery> claim(String destination, int max) throws StageException {
        return outbox.claim(destination, max, clock.instant()).stream()
                .map(kept -> new Delivery(kept.id(), kept.object(), kept.attempts()))
                .toList();
    }

    @Override
    public void sent(long id, int dimseStatus, String text) throws StageException {
        outbox.sent(id, dimseStatus, clock.instant());
        Audit.record(Audit.Event.SENT, "delivery", id, "status", dimseStatus, "text", text);
    }

    @Override
    public void retryAt(long id, Instant at, OptionalInt dimseStatus, String text)
            throws StageException {
        outbox.retryAt(id, at, dimseStatus, text);
    }

    @Override
    public void park(long id, OptionalInt dimseStatus, String text) throws StageException {
        outbox.park(id, dimseStatus, text);
        Audit.record(Audit.Event.NOT_SENT, "delivery", id, "text", text);
    }

    @Override
    public void reachableAgain(String destination) throws StageException {
        outbox.dueNow(destination, clock.instant());
    }
}
