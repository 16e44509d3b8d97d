package org.brixianode.pipeline;

import java.util.HashMap;
import java.util.Map;

/**
 * Bounds the memory of decoded images between decoding and the end of their jobs. An image larger
 * than the whole bound waits until it is the only one.
 */
final class DecodedBudget {

    private final long limitBytes;
    private final Map<Long, Long> taken = new HashMap<>();
    private long takenBytes;
    private boolean open;

    DecodedBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Waits until there is room for an image of a job, or the budget is opened. */
    synchronized void take(long jobId, long bytes) {
        boolean interrupted = false;
        while (!open && takenBytes > 0 && takenBytes + bytes > limitBytes) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        takenBytes += bytes;
        taken.merge(jobId, bytes, Long::sum);
    }

    synchronized void giveBack(long jobId) {
        Long bytes = taken.remove(jobId);
        if (bytes != null) {
            takenBytes -= bytes;
            notifyAll();
        }
    }

    /** Keeps no one waiting any more: before a stop, which puts the waiting images' jobs back. */
    synchronized void open() {
        open = true;
        notifyAll();
    }
}
