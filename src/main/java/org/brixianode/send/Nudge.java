package org.brixianode.send;

import java.time.Duration;

/** Lets a thread wait until there is reason to look again, or some time has passed. */
final class Nudge {

    private boolean given;

    synchronized void give() {
        given = true;
        notifyAll();
    }

    /** Returns at once if a nudge came since the last wait. */
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
