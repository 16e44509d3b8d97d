package org.brixianode.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Bounds the memory of decoded images between decoding and the end of their jobs. An image for
 * which there is no room waits until it is the only one, or of the first job in hand.
 */
final class DecodedBudget {

    private final long limitBytes;
    private final Map<Long, Long> taken = new HashMap<>();
    private long takenBytes;
    private boolean open;

    DecodedBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /**
     * Waits until there is room for an image of a job, or the budget is opened.
     *
     * @param first whether the job is the first in hand, for which others may wait: it gets room
     *     whatever is taken
     */
    synchronized void take(long jobId, long bytes, BooleanSupplier first) {
        boolean interrupted = false;
        while (!open && isTooLarge(bytes) && !first.getAsBoolean()) {
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

    private boolean isTooLarge(long bytes) {
        return takenBytes > 0 && takenBytes + bytes > limitBytes;
    }

    /** A job has left the hand; another may be the first now. */
    synchronized void giveBack(long jobId) {
        Long bytes = taken.remove(jobId);
        takenBytes -= bytes == null ? 0 : bytes;
        notifyAll();
    }

    /** Keeps no one waiting any more: before a stop, which puts the waiting images' jobs back. */
    synchronized void open() {
        open = true;
        notifyAll();
    }
}
