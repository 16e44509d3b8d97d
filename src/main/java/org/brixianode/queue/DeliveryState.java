package org.brixianode.queue;

/** Where the delivery of one object to one destination stands. */
public enum DeliveryState {
    /** Due now or at its next attempt. */
    WAITING,
    /** Claimed by the sender. */
    SENDING,
    /** The destination has taken it. */
    SENT,
    /** The destination has confirmed that it keeps it (storage commitment, PS3.4 J). */
    COMMITTED,
    /** Given up until an operator retries it. */
    PARKED;

    /** Whether the destination has the object. */
    public boolean isDelivered() {
        return this == SENT || this == COMMITTED;
    }
}
