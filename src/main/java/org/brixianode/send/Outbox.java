package org.brixianode.send;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.brixianode.study.StageException;

/**
 * What sending needs of whoever keeps the deliveries. Called by one thread per destination.
 *
 * <p>Every claimed delivery is answered by exactly one of {@code delivered}, {@code retryAt},
 * {@code park} and {@code untried}; a call that threw is repeated.
 */
public interface Outbox {

    /** Takes due deliveries to one destination, at most so many; nobody else gets them. */
    List<Delivery> claim(String destination, int max) throws StageException;

    /**
     * The destination has it.
     *
     * @param state where the delivery stands now
     * @param outcome with the destination's answer; its text is empty, or what it remarked
     */
    void delivered(Delivery delivery, Courier.Delivered state, Outcome outcome)
            throws StageException;

    /**
     * It has not, and another attempt may help.
     *
     * @param at not to be claimed before
     * @param outcome with the destination's answer, if there was one, and a text for an operator
     */
    void retryAt(Delivery delivery, Instant at, Outcome outcome) throws StageException;

    /**
     * It has not, and an operator must look.
     *
     * @param outcome with the destination's answer, if there was one, and a text for an operator
     */
    void park(Delivery delivery, Outcome outcome) throws StageException;

    /** Its turn did not come: it is due as before, and what is known of earlier attempts stays. */
    void untried(Delivery delivery) throws StageException;

    /**
     * A destination has committed itself to keep objects that it had taken, some time after it took
     * them: their deliveries become COMMITTED, those that are not SENT stay as they are.
     *
     * @param sopInstanceUids of the objects
     */
    void committed(String destination, Collection<String> sopInstanceUids) throws StageException;

    /**
     * A destination that could not be reached answers again: what waits for it may be due now,
     * instead of at the end of a wait that grew while it was away.
     */
    void reachableAgain(String destination) throws StageException;
}
