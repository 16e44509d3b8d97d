package org.brixianode.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Bounds the memory of decoded images from decoding to the end of their jobs. An image that exceeds
 * the limit waits until it is the only one, or belongs to the first claimed job.
 */
final class DecodedBudget {

    private final long limitBytes;
    private final Map<Long, Long> reserved = new HashMap<>();
    private long reservedBytes;
    private boolean open;

    DecodedBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /**
     * Reserves memory for the image of a job; waits while the limit is exceeded.
     *
     * @param first whether the job is the first claimed one, for which others may wait: it does not
     *     wait
     */
    synchronized void reserve(long jobId, long bytes, BooleanSupplier first) {
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
        reservedBytes += bytes;
        reserved.merge(jobId, bytes, Long::sum);
    }

    private boolean isTooLarge(long bytes) {
        return reservedBytes > 0 && reservedBytes + bytes > limitBytes;
    }

    /** Releases the memory of a job; another one may be the first now. */
    synchronized void release(long jobId) {
        Long bytes = reserved.remove(jobId);
        reservedBytes -= bytes == null ? 0 : bytes;
        notifyAll();
    }

    /** Ends all waiting, before the shutdown puts the waiting jobs back. */
    synchronized void open() {
        open = true;
        notifyAll();
    }
}
