package org.brixianode.send;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.brixianode.study.StageException;

/**
 * What sending requires of the queue of deliveries. Called by one thread per destination.
 *
 * <p>Every claimed delivery ends with exactly one of {@code delivered}, {@code retryAt}, {@code
 * park} and {@code untried}; a call that throws is repeated.
 */
public interface Outbox {

    /** Claims up to {@code max} due deliveries to one destination. */
    List<Delivery> claim(String destination, int max) throws StageException;

    /**
     * The destination has accepted the object.
     *
     * @param state the new state of the delivery
     * @param outcome the destination's answer; its text is empty or a warning
     */
    void delivered(Delivery delivery, Courier.Delivered state, Outcome outcome)
            throws StageException;

    /**
     * The attempt failed and can be repeated.
     *
     * @param at earliest time of the next claim
     * @param outcome the failure, with the destination's answer if there was one
     */
    void retryAt(Delivery delivery, Instant at, Outcome outcome) throws StageException;

    /**
     * The attempt failed and is not repeated until an operator retries it.
     *
     * @param outcome the failure, with the destination's answer if there was one
     */
    void park(Delivery delivery, Outcome outcome) throws StageException;

    /**
     * The delivery was not attempted: it stays due, and the record of earlier attempts is
     * unchanged.
     */
    void untried(Delivery delivery) throws StageException;

    /**
     * A destination has committed to the storage of objects that it accepted before: their
     * deliveries become COMMITTED if they are SENT.
     *
     * @param sopInstanceUids UIDs of the objects
     */
    void committed(String destination, Collection<String> sopInstanceUids) throws StageException;

    /**
     * A destination that was unreachable answers again: its waiting deliveries can be made due now
     * instead of at the end of their back-off.
     */
    void reachableAgain(String destination) throws StageException;
}
