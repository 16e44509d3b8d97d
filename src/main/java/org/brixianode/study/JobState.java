package org.brixianode.study;

/**
 * Where a received image stands. The four end-or-wait groups always add up: received = scored + not
 * scored + failed + waiting (a running job counts as waiting).
 */
public enum JobState {
    /** In the queue, due now or at its next attempt. */
    WAITING,
    /** Claimed by a worker. */
    RUNNING,
    /** Scored; its result objects are written and handed to the outbox. */
    SCORED,
    /** Looked at and kept, with the reason why it has no score. */
    NOT_SCORED,
    /** Parked after a failure; an operator's retry puts it back. */
    FAILED;

    /** Whether nothing more happens to the job by itself. */
    public boolean isFinal() {
        return this == SCORED || this == NOT_SCORED || this == FAILED;
    }
}
