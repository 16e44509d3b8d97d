package org.brixianode.receive;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** A lock per SOP Instance UID; only the UIDs in use lock memory. */
final class UidLocks {

    /** A lock held by this thread. */
    @FunctionalInterface
    interface Held {
        void unlock();
    }

    private static final class Shared {
        private final ReentrantLock lock = new ReentrantLock();
        private int users;
    }

    private final Map<String, Shared> inUse = new HashMap<>();

    /** Waits for the lock of a UID. */
    Held lock(String uid) {
        Shared shared;
        synchronized (inUse) {
            shared = inUse.computeIfAbsent(uid, any -> new Shared());
            shared.users++;
        }
        shared.lock.lock();
        return () -> unlock(uid, shared);
    }

    private void unlock(String uid, Shared shared) {
        shared.lock.unlock();
        synchronized (inUse) {
            if (--shared.users == 0) {
                inUse.remove(uid);
            }
        }
    }
}
