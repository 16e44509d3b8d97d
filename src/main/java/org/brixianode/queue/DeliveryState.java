package org.brixianode.queue;

/** The state of a delivery. */
public enum DeliveryState {
    /** Due now or at the time of its next attempt. */
    WAITING,
    /** Claimed and being sent. */
    SENDING,
    /** Accepted by the destination. */
    SENT,
    /** The destination has committed to its storage (PS3.4 J). */
    COMMITTED,
    /** Set aside until an operator retries it. */
    PARKED;

    /** Whether the destination has the object. */
    public boolean isDelivered() {
        return this == SENT || this == COMMITTED;
    }
}
