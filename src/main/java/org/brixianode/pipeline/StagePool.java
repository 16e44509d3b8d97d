package org.brixianode.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one stage. A failure or an Error fails the items in hand and leaves the thread; a
 * thread that ends all the same is replaced, and fails its items.
 *
 * @param <T> what the stage works on
 */
final class StagePool<T> {

    private static final Logger LOG = LoggerFactory.getLogger(StagePool.class);

    /** What a stage does with items. */
    @FunctionalInterface
    interface Work<T> {
        void on(List<T> items);
    }

    /** A place for one thread after another. */
    private final class Seat {

        private final String threadName;
        private volatile List<T> inHand = List.of();
        private volatile boolean finished;
        private Thread thread;

        @SuppressWarnings("NullAway.Init") // occupied before anything else
        Seat(String threadName) {
            this.threadName = threadName;
        }

        void occupy() {
            thread = new Thread(this::work, threadName);
            thread.setUncaughtExceptionHandler((one, e) -> LOG.error("{} ended", threadName, e));
            thread.start();
        }

        private void work() {
            inHand = source.take(most);
            while (!inHand.isEmpty()) {
                try {
                    work.on(inHand);
                } catch (Throwable e) {
                    fail(inHand, e);
                }
                inHand = List.of();
                inHand = source.take(most);
            }
            finished = true;
        }

        void replaceIfEnded() {
            if (thread.isAlive() || finished) {
                return;
            }
            LOG.error("{} had ended; another takes its place", threadName);
            fail(inHand, new IllegalStateException("the thread that worked on it ended"));
            inHand = List.of();
            occupy();
        }
    }

    private final BoundedQueue<T> source;
    private final int most;
    private final Work<T> work;
    private final BiConsumer<T, Throwable> failed;
    private final List<Seat> seats = new ArrayList<>();

    /**
     * @param name of the threads, which are numbered from 1
     * @param most items that a thread takes at once
     * @param failed ends an item after a failure
     */
    StagePool(
            String name,
            int threads,
            BoundedQueue<T> source,
            int most,
            Work<T> work,
            BiConsumer<T, Throwable> failed) {
        this.source = source;
        this.most = most;
        this.work = work;
        this.failed = failed;
        for (int i = 1; i <= threads; i++) {
            seats.add(new Seat(name + "-" + i));
        }
    }

    private void fail(List<T> items, Throwable cause) {
        items.forEach(item -> failed.accept(item, cause));
    }

    synchronized void start() {
        seats.forEach(Seat::occupy);
    }

    synchronized void replaceEnded() {
        seats.forEach(Seat::replaceIfEnded);
    }

    /** What the threads have taken and not finished. */
    synchronized List<T> taken() {
        return seats.stream().flatMap(seat -> seat.inHand.stream()).toList();
    }

    /** For tests: ends with the threads that are there now. */
    synchronized boolean isEveryThreadAlive() {
        return seats.stream().allMatch(seat -> seat.thread.isAlive());
    }

    /**
     * Waits for the threads, which end when the source is closed and empty.
     *
     * @return whether they ended in time
     */
    boolean join(long deadlineNs) throws InterruptedException {
        boolean all = true;
        for (Thread thread : threads()) {
            long leftNs = deadlineNs - System.nanoTime();
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(leftNs)));
            all &= !thread.isAlive();
        }
        return all;
    }

    private synchronized List<Thread> threads() {
        return seats.stream().map(seat -> seat.thread).toList();
    }
}
