package org.brixianode.send;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.brixianode.study.StageException;

/**
 * What sending needs of whoever keeps the deliveries. Called by one thread per destination.
 *
 * <p>Every claimed delivery is answered by exactly one of {@code sent}, {@code retryAt}, {@code
 * park} and {@code untried}; a call that threw is repeated.
 */
public interface Outbox {

    /** Takes due deliveries to one destination, at most so many; nobody else gets them. */
    List<Delivery> claim(String destination, int max) throws StageException;

    /**
     * The destination has it.
     *
     * @param dimseStatus Success or a Warning (PS3.4 B.2.3)
     * @param text empty for Success; else what the destination remarked
     */
    void sent(Delivery delivery, int dimseStatus, String text) throws StageException;

    /**
     * It has not, and another attempt may help.
     *
     * @param at not to be claimed before
     * @param dimseStatus the destination's answer, if there was one
     * @param text for an operator
     */
    void retryAt(Delivery delivery, Instant at, OptionalInt dimseStatus, String text)
            throws StageException;

    /**
     * It has not, and an operator must look.
     *
     * @param dimseStatus the destination's answer, if there was one
     * @param text for an operator
     */
    void park(Delivery delivery, OptionalInt dimseStatus, String text) throws StageException;

    /** Its turn did not come: it is due as before, and what is known of earlier attempts stays. */
    void untried(Delivery delivery) throws StageException;

    /**
     * A destination that could not be reached answers again: what waits for it may be due now,
     * instead of at the end of a wait that grew while it was away.
     */
    void reachableAgain(String destination) throws StageException;
}
