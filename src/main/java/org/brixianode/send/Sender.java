package org.brixianode.send;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.brixianode.dicom.NamedThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the due deliveries of the outbox, with a thread and a courier per destination, so that an
 * unreachable destination does not block others. A thread that ends unexpectedly is replaced.
 * Started once, stopped once.
 */
public final class Sender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

    /** How long to wait for the threads after their connections have been closed. */
    private static final Duration FINAL_WAIT = Duration.ofSeconds(5);

    /** Interval between two checks for threads that have ended. */
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    /** A worker and its current thread. */
    private static final class WorkerThread {
        private final DestinationWorker task;
        private final ThreadFactory threads;
        private Thread thread;

        /** Whose place it takes; it starts when that has ended. */
        private Optional<WorkerThread> predecessor = Optional.empty();

        WorkerThread(DestinationWorker worker) {
            this.task = worker;
            threads = NamedThreads.factory("send-" + worker.destination());
            thread = newThread();
        }

        private Thread newThread() {
            Thread created = threads.newThread(task);
            created.setUncaughtExceptionHandler(
                    (one, e) -> LOG.error("{} ended", one.getName(), e));
            return created;
        }

        /** Starts unless its predecessor still sends. */
        void startIfNext() {
            if (predecessor.isEmpty() || !predecessor.get().thread.isAlive()) {
                predecessor = Optional.empty();
                thread.start();
            }
        }

        boolean isNew() {
            return thread.getState() == Thread.State.NEW;
        }

        void replaceIfEnded() {
            if (isNew()) {
                startIfNext();
            } else if (!thread.isAlive()) {
                LOG.error("{} had ended; another takes its place", thread.getName());
                task.renewCourier();
                thread = newThread();
                thread.start();
            }
        }
    }

    private final List<WorkerThread> workers = new CopyOnWriteArrayList<>();

    /** Workers of removed destinations that finish what they are sending. */
    private final List<WorkerThread> leaving = new ArrayList<>();

    private final SendConfig config;
    private final Outbox outbox;
    private final Clock clock;
    private final DoubleSupplier chance;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.factory("send-watch"));
    private boolean stopping;

    /**
     * @param couriers creates a courier per destination, and a new one when a thread has been
     *     replaced; the sender closes them
     * @param chance random numbers from 0 to 1, for the jitter
     * @throws IllegalArgumentException if two destinations have the same name
     */
    public Sender(
            SendConfig config,
            List<Supplier<Courier>> couriers,
            Outbox outbox,
            Clock clock,
            DoubleSupplier chance) {
        this.config = config;
        this.outbox = outbox;
        this.clock = clock;
        this.chance = chance;
        couriers.forEach(one -> workers.add(worker(one)));
        if (workers.stream().map(worker -> worker.task.destination()).distinct().count()
                < workers.size()) {
            throw new IllegalArgumentException("two destinations have the same name");
        }
    }

    private WorkerThread worker(Supplier<Courier> courier) {
        return new WorkerThread(new DestinationWorker(config, courier, outbox, clock, chance));
    }

    /**
     * Replaces destinations while the others go on. A removed one finishes the object that it is
     * sending; what it has claimed and not sent is put back. A destination that is removed and
     * added is sent to again after that.
     *
     * @param removed names of destinations
     * @param added couriers of destinations
     */
    public synchronized void replace(Set<String> removed, List<Supplier<Courier>> added) {
        if (stopping) {
            return;
        }
        List<WorkerThread> gone =
                workers.stream()
                        .filter(worker -> removed.contains(worker.task.destination()))
                        .toList();
        workers.removeAll(gone);
        gone.forEach(worker -> worker.task.stop());
        leaving.removeIf(worker -> !worker.thread.isAlive());
        for (WorkerThread worker : gone) {
            if (worker.isNew()) {
                worker.task.closeCourier();
            } else {
                leaving.add(worker);
            }
        }
        for (Supplier<Courier> one : added) {
            WorkerThread worker = worker(one);
            worker.predecessor =
                    leaving.stream()
                            .filter(old -> isOfSame(old, worker))
                            .reduce((first, second) -> second);
            workers.add(worker);
            worker.startIfNext();
        }
    }

    private static boolean isOfSame(WorkerThread one, WorkerThread other) {
        return one.task.destination().equals(other.task.destination());
    }

    public synchronized void start() {
        workers.forEach(worker -> worker.thread.start());
        watch.scheduleWithFixedDelay(
                this::replaceEnded,
                CHECK_INTERVAL.toMillis(),
                CHECK_INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void replaceEnded() {
        for (WorkerThread worker : workers) {
            try {
                replaceIfEnded(worker);
            } catch (Throwable e) {
                // For example, too little memory for a thread: the next check tries again.
                LOG.error("no thread sends to {}", worker.task.destination(), e);
            }
        }
    }

    private synchronized void replaceIfEnded(WorkerThread worker) {
        if (!stopping) {
            worker.replaceIfEnded();
        }
    }

    /** Names of the threads that have ended and are not replaced yet. */
    public synchronized List<String> endedThreads() {
        return stopping
                ? List.of()
                : workers.stream()
                        .filter(worker -> worker.thread.getState() == Thread.State.TERMINATED)
                        .map(worker -> worker.thread.getName())
                        .toList();
    }

    /** Signals that deliveries may be due. */
    public void wakeUp() {
        workers.forEach(worker -> worker.task.wakeUp());
    }

    /**
     * Signals that a destination was reached that was not reached before, or not known to be: what
     * waits for it is sent at once. If deliveries fail nevertheless, the next call takes effect
     * after a wait that doubles each time.
     *
     * @param destination without effect if there is none of this name
     */
    public void reachedByTest(String destination) {
        workers.stream()
                .filter(worker -> worker.task.destination().equals(destination))
                .forEach(worker -> worker.task.reachedByTest());
    }

    /**
     * Lets the running C-STOREs finish, then closes the remaining connections. Claimed deliveries
     * that were not sent are put back in the outbox.
     *
     * @return whether all threads ended within the wait
     */
    public boolean stop(Duration wait) throws InterruptedException {
        stopWorkers();
        boolean ended = join(wait);
        if (!ended) {
            LOG.warn("sending is still busy after {} ms and is cut", wait.toMillis());
        }
        closeCouriers();
        if (!join(FINAL_WAIT)) {
            LOG.error("sending leaves threads behind");
        }
        return ended;
    }

    private synchronized void stopWorkers() {
        stopping = true;
        watch.shutdown();
        workers.forEach(worker -> worker.task.stop());
    }

    private synchronized void closeCouriers() {
        workers.forEach(worker -> worker.task.closeCourier());
        leaving.forEach(worker -> worker.task.closeCourier());
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
        return Stream.concat(workers.stream(), leaving.stream())
                .map(worker -> worker.thread)
                .toList();
    }

    /** Stops with a short wait for running deliveries. */
    @Override
    public void close() {
        try {
            stop(FINAL_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
