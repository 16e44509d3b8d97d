package org.brixianode.receive;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** A lock for each SOP Instance UID that is in work; a UID that nobody works on takes no memory. */
final class UidLocks {

    /** A lock that this thread has. */
    @FunctionalInterface
    interface Held {
        void giveBack();
    }

    private static final class Shared {
        private final ReentrantLock lock = new ReentrantLock();
        private int users;
    }

    private final Map<String, Shared> inWork = new HashMap<>();

    /** Waits until no other thread has the UID's. */
    Held take(String uid) {
        Shared shared;
        synchronized (inWork) {
            shared = inWork.computeIfAbsent(uid, any -> new Shared());
            shared.users++;
        }
        shared.lock.lock();
        return () -> giveBack(uid, shared);
    }

    private void giveBack(String uid, Shared shared) {
        shared.lock.unlock();
        synchronized (inWork) {
            if (--shared.users == 0) {
                inWork.remove(uid);
            }
        }
    }
}
