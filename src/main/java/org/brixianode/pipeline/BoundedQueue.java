package org.brixianode.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Joins two stages, first in, first out. Who puts waits for room, who takes waits for something to
 * take.
 */
final class BoundedQueue<T> {

    private final int capacity;
    private final Deque<T> items = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private boolean closed;

    BoundedQueue(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Waits for room.
     *
     * @return whether it was taken in; not where the queue is closed
     */
    boolean put(T item) {
        lock.lock();
        try {
            while (!closed && items.size() >= capacity) {
                changed.awaitUninterruptibly();
            }
            if (closed) {
                return false;
            }
            items.add(item);
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the first item and takes what is there besides.
     *
     * @param most at most so many
     * @return empty where the queue is closed and nothing is left in it
     */
    List<T> take(int most) {
        lock.lock();
        try {
            while (!closed && items.isEmpty()) {
                changed.awaitUninterruptibly();
            }
            // Of its full size at once: a failed allocation must not lose what is removed.
            List<T> taken = new ArrayList<>(Math.min(most, items.size()));
            while (taken.size() < most && !items.isEmpty()) {
                taken.add(items.remove());
            }
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more in; what is in it can still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes nothing more in and gives out what is in it.
     *
     * @return what no one has taken
     */
    List<T> closeAndDrain() {
        lock.lock();
        try {
            close();
            List<T> left = List.copyOf(items);
            items.clear();
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** What waits in it. */
    List<T> waiting() {
        lock.lock();
        try {
            return List.copyOf(items);
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return items.size();
        } finally {
            lock.unlock();
        }
    }
}
