package org.brixianode.receive;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Counts what may happen very often, so that it is told once in a while and not every time. */
final class Tally {

    private final long pauseNanos;
    private final LongSupplier nanoTime;
    private long untold;
    private long lastTold;

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    Tally(Duration pause, LongSupplier nanoTime) {
        this.pauseNanos = pause.toNanos();
        this.nanoTime = nanoTime;
        this.lastTold = nanoTime.getAsLong() - pauseNanos;
    }

    /**
     * Counts one.
     *
     * @return how many there were since this was last told; 0 if it is too early to tell again
     */
    synchronized long add() {
        untold++;
        long now = nanoTime.getAsLong();
        if (now - lastTold < pauseNanos) {
            return 0;
        }
        lastTold = now;
        long told = untold;
        untold = 0;
        return told;
    }
}
