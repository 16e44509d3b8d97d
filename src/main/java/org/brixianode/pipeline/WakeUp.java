package org.brixianode.pipeline;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes a waiting thread; a signal that is given while no thread waits wakes the next one at once.
 */
final class WakeUp {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition signalled = lock.newCondition();
    private long signals;
    private long seen;

    void signal() {
        lock.lock();
        try {
            signals++;
            signalled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns after a signal, after the timeout, or when interrupted. */
    void await(Duration timeout) {
        lock.lock();
        try {
            long remainingNs = timeout.toNanos();
            while (signals == seen && remainingNs > 0) {
                remainingNs = signalled.awaitNanos(remainingNs);
            }
            seen = signals;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
