package org.brixianode.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bounded first-in first-out queue between two stages. {@link #put} waits for free capacity,
 * {@link #take} for an item.
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
     * Adds an item, waiting for free capacity.
     *
     * @return whether it was added; false if the queue is closed
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
     * Waits for an item and removes all available ones.
     *
     * @param max maximum number of items
     * @return the items; empty if the queue is closed and empty
     */
    List<T> take(int max) {
        lock.lock();
        try {
            while (!closed && items.isEmpty()) {
                changed.awaitUninterruptibly();
            }
            // Allocated at full size first, so that a failed allocation cannot lose removed items.
            List<T> taken = new ArrayList<>(Math.min(max, items.size()));
            while (taken.size() < max && !items.isEmpty()) {
                taken.add(items.remove());
            }
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Accepts no further items; the present ones can still be taken. */
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
     * Closes the queue and removes the remaining items.
     *
     * @return the remaining items
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

    /** The waiting items. */
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
