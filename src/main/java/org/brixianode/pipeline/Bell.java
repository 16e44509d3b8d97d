package org.brixianode.pipeline;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes whoever waits; a ring while nobody waits is heard by the next who does. */
final class Bell {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private long rings;
    private long heard;

    void ring() {
        lock.lock();
        try {
            rings++;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns at a ring, after the time, or when interrupted. */
    void await(Duration atMost) {
        lock.lock();
        try {
            long leftNs = atMost.toNanos();
            while (rings == heard && leftNs > 0) {
                leftNs = rung.awaitNanos(leftNs);
            }
            heard = rings;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
