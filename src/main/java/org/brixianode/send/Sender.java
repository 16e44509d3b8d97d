package org.brixianode.send;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.brixianode.dicom.NamedThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what is due in the outbox to its destinations, each on a thread of its own with a courier
 * of its own, so that one that is away holds up no other. A thread that ends is replaced. Started
 * once, stopped once.
 */
public final class Sender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    /** For a thread whose connection has been cut. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(5);

    /** Between two looks for threads that have ended. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** A place for one thread after another. */
    private static final class Seat {
        private final DestinationWorker worker;
        private final ThreadFactory threads;
        private Thread thread;

        Seat(DestinationWorker worker) {
            this.worker = worker;
            threads = NamedThreads.factory("send-" + worker.destination());
            thread = newThread();
        }

        private Thread newThread() {
            Thread made = threads.newThread(worker);
            made.setUncaughtExceptionHandler((one, e) -> LOG.error("{} ended", one.getName(), e));
            return made;
        }

        void replaceIfEnded() {
            if (!thread.isAlive()) {
                LOG.error("{} had ended; another takes its place", thread.getName());
                worker.takeNewCourier();
                thread = newThread();
                thread.start();
            }
        }
    }

    private final List<Seat> seats = new ArrayList<>();
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.factory("send-watch"));
    private boolean stopping;

    /**
     * @param couriers makes a courier for each destination, another one whenever the thread that
     *     used the last one has ended; they are closed with the sender
     * @param chance 0 to 1, for the jitter
     * @throws IllegalArgumentException if two destinations have the same name
     */
    public Sender(
            SendConfig config,
            List<Supplier<Courier>> couriers,
            Outbox outbox,
            Clock clock,
            DoubleSupplier chance) {
        for (Supplier<Courier> one : couriers) {
            seats.add(new Seat(new DestinationWorker(config, one, outbox, clock, chance)));
        }
        if (seats.stream().map(seat -> seat.worker.destination()).distinct().count()
                < seats.size()) {
            throw new IllegalArgumentException("two destinations have the same name");
        }
    }

    public synchronized void start() {
        seats.forEach(seat -> seat.thread.start());
        watch.scheduleWithFixedDelay(
                this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        for (Seat seat : seats) {
            try {
                replaceIfEnded(seat);
            } catch (Throwable e) {
                // Such as too little memory for a thread: the next look tries again.
                LOG.error("no thread sends to {}", seat.worker.destination(), e);
            }
        }
    }

    private synchronized void replaceIfEnded(Seat seat) {
        if (!stopping) {
            seat.replaceIfEnded();
        }
    }

    /** Says that something may be due. */
    public void nudge() {
        seats.forEach(seat -> seat.worker.nudge());
    }

    /**
     * Lets each destination's running object come to its answer, then cuts what is left. What was
     * claimed and not sent goes back to the outbox.
     *
     * @return whether nothing had to be cut
     */
    public boolean stop(Duration wait) throws InterruptedException {
        stopWorkers();
        boolean ended = join(wait);
        if (!ended) {
            LOG.warn("sending is still busy after {} ms and is cut", wait.toMillis());
        }
        seats.forEach(seat -> seat.worker.cut());
        if (!join(LAST_WAIT)) {
            LOG.error("sending leaves threads behind");
        }
        return ended;
    }

    private synchronized void stopWorkers() {
        stopping = true;
        watch.shutdown();
        seats.forEach(seat -> seat.worker.stop());
    }

    private boolean join(Duration wait) throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        boolean ended = true;
        for (Thread thread : threads()) {
            long leftMs = Math.max(1, (end - System.nanoTime()) / 1_000_000);
            thread.join(leftMs);
            ended &= !thread.isAlive();
        }
        return ended;
    }

    private synchronized List<Thread> threads() {
        return seats.stream().map(seat -> seat.thread).toList();
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
