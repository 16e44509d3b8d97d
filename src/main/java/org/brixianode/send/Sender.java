package org.brixianode.send;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.brixianode.dicom.NamedThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is due in the outbox to its destinations, each on a thread of its own with a courier
 * of its own, so that one that is away holds up no other. Started once, stopped once.
 */
public final class Sender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    /** For a thread whose connection has been cut. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(5);

    private final List<DestinationWorker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param couriers one for each destination; closed with the sender
     * @param chance 0 to 1, for the jitter
     * @throws IllegalArgumentException if two destinations have the same name
     */
    public Sender(
            SendConfig config,
            List<? extends Courier> couriers,
            Outbox outbox,
            Clock clock,
            DoubleSupplier chance) {
        if (couriers.stream().map(Courier::destination).distinct().count() < couriers.size()) {
            throw new IllegalArgumentException("two destinations have the same name");
        }
        for (Courier courier : couriers) {
            DestinationWorker worker =
                    new DestinationWorker(config, courier, outbox, clock, chance);
            workers.add(worker);
            threads.add(NamedThreads.factory("send-" + courier.destination()).newThread(worker));
        }
    }

    public void start() {
        threads.forEach(Thread::start);
    }

    /** Says that something may be due. */
    public void nudge() {
        workers.forEach(DestinationWorker::nudge);
    }

    /**
     * Lets each destination's running object come to its answer, then cuts what is left. What was
     * claimed and not sent goes back to the outbox.
     *
     * @return whether nothing had to be cut
     */
    public boolean stop(Duration wait) throws InterruptedException {
        workers.forEach(DestinationWorker::stop);
        boolean ended = join(wait);
        if (!ended) {
            LOG.warn("sending is still busy after {} ms and is cut", wait.toMillis());
        }
        workers.forEach(DestinationWorker::cut);
        if (!join(LAST_WAIT)) {
            LOG.error("sending leaves threads behind");
        }
        return ended;
    }

    private boolean join(Duration wait) throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        boolean ended = true;
        for (Thread thread : threads) {
            long leftMs = Math.max(1, (end - System.nanoTime()) / 1_000_000);
            thread.join(leftMs);
            ended &= !thread.isAlive();
        }
        return ended;
    }

    /** Stops, and waits for what is under way no longer than for a cut thread. */
    @Override
    public void close() {
        try {
            stop(LAST_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
