package org.brixianode.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one stage. An exception or Error fails the current items, and the thread
 * continues; a thread that ends anyway is replaced, and its items fail.
 *
 * @param <T> type of the items
 */
final class StagePool<T> {

    private static final Logger LOG = LoggerFactory.getLogger(StagePool.class);

    /** Processes items. */
    @FunctionalInterface
    interface Work<T> {
        void on(List<T> items);
    }

    /** A worker and its current thread. */
    private final class Worker {

        private final String threadName;
        private volatile List<T> current = List.of();
        private volatile boolean finished;
        private Thread thread;

        @SuppressWarnings("NullAway.Init") // set by startThread, which is called first
        Worker(String threadName) {
            this.threadName = threadName;
        }

        void startThread() {
            thread = new Thread(this::work, threadName);
            thread.setUncaughtExceptionHandler((one, e) -> LOG.error("{} ended", threadName, e));
            thread.start();
        }

        private void work() {
            current = source.take(max);
            while (!current.isEmpty()) {
                try {
                    work.on(current);
                } catch (Throwable e) {
                    fail(current, e);
                }
                current = List.of();
                current = source.take(max);
            }
            finished = true;
        }

        /** Whether its thread was started and has ended unexpectedly. */
        boolean hasEnded() {
            return thread != null && !thread.isAlive() && !finished;
        }

        void replaceIfEnded() {
            if (!hasEnded()) {
                return;
            }
            LOG.error("{} had ended; another takes its place", threadName);
            fail(current, new IllegalStateException("the thread that worked on it ended"));
            current = List.of();
            startThread();
        }
    }

    private final BoundedQueue<T> source;
    private final int max;
    private final Work<T> work;
    private final BiConsumer<T, Throwable> failed;
    private final List<Worker> workers = new ArrayList<>();

    /**
     * @param name name of the threads, which are numbered from 1
     * @param max maximum number of items that a thread takes at once
     * @param failed called with each item that failed
     */
    StagePool(
            String name,
            int threads,
            BoundedQueue<T> source,
            int max,
            Work<T> work,
            BiConsumer<T, Throwable> failed) {
        this.source = source;
        this.max = max;
        this.work = work;
        this.failed = failed;
        for (int i = 1; i <= threads; i++) {
            workers.add(new Worker(name + "-" + i));
        }
    }

    private void fail(List<T> items, Throwable cause) {
        items.forEach(item -> failed.accept(item, cause));
    }

    synchronized void start() {
        workers.forEach(Worker::startThread);
    }

    synchronized void replaceEnded() {
        workers.forEach(Worker::replaceIfEnded);
    }

    /** Names of the threads that have ended unexpectedly. */
    synchronized List<String> ended() {
        return workers.stream().filter(Worker::hasEnded).map(one -> one.threadName).toList();
    }

    /** The items that the threads are processing. */
    synchronized List<T> taken() {
        return workers.stream().flatMap(worker -> worker.current.stream()).toList();
    }

    /** For tests: whether every current thread is alive. */
    synchronized boolean isEveryThreadAlive() {
        return workers.stream().allMatch(worker -> worker.thread.isAlive());
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
        return workers.stream().map(worker -> worker.thread).toList();
    }
}
