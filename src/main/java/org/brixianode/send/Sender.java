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
 * The Storage SCU (PS3.4 B): takes what is due in the outbox to its destinations, each on a thread
 * of its own, so that one that is away holds up no other. Started once, stopped once.
 */
public final class Sender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    /** For a thread whose connection has been cut. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(5);

    private final Duration release;
    private final List<DestinationWorker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param destinations each with a name of its own
     * @param chance 0 to 1, for the jitter
     * @throws IllegalArgumentException if two destinations have the same name
     */
    public Sender(
            SendConfig config,
            List<Destination> destinations,
            Outbox outbox,
            Clock clock,
            DoubleSupplier chance) {
        if (destinations.stream().map(Destination::name).distinct().count() < destinations.size()) {
            throw new IllegalArgumentException("two destinations have the same name");
        }
        this.release = config.timeouts().release();
        for (Destination destination : destinations) {
            DestinationWorker worker =
                    new DestinationWorker(config, destination, outbox, clock, chance);
            workers.add(worker);
            threads.add(NamedThreads.factory("send-" + destination.name()).newThread(worker));
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

    /** Stops with the wait that is configured for a release. */
    @Override
    public void close() {
        try {
            stop(release);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
