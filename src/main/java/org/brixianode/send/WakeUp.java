package org.brixianode.send;

import java.time.Duration;

/** Lets a thread wait until it is signalled or a timeout expires. */
final class WakeUp {

    private boolean given;

    synchronized void signal() {
        given = true;
        notifyAll();
    }

    /** Returns at once if a signal was given since the last wait. */
    synchronized void await(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        long leftMs = longest.toMillis();
        while (!given && leftMs > 0) {
            wait(leftMs);
            leftMs = (end - System.nanoTime()) / 1_000_000;
        }
        given = false;
    }
}
