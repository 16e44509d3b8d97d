package org.brixianode.study;

/**
 * The state of a received image. At any time received = scored + not scored + failed + waiting,
 * where a running job counts as waiting.
 */
public enum JobState {
    /** In the queue, due now or at the time of its next attempt. */
    WAITING,
    /** Claimed by a worker. */
    RUNNING,
    /** Scored; its result objects are written and queued for delivery. */
    SCORED,
    /** Kept without a score, with the reason. */
    NOT_SCORED,
    /** Parked after a failure; an operator's retry puts it back in the queue. */
    FAILED;

    /** Whether the job stays in this state until an operator acts. */
    public boolean isFinal() {
        return this == SCORED || this == NOT_SCORED || this == FAILED;
    }
}
