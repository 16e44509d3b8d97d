package org.brixianode.queue;

/** Where the delivery of one object to one destination stands. */
public enum DeliveryState {
    /** Due now or at its next attempt. */
    WAITING,
    /** Claimed by the sender. */
    SENDING,
    /** The destination has taken it. */
    SENT,
    /** Given up until an operator retries it. */
    PARKED
}
