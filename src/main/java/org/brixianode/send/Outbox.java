package org.brixianode.send;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.brixianode.dicom.CommitmentReport;
import org.brixianode.study.StageException;

/**
 * What sending requires of the queue of deliveries. Called by one thread per destination; {@link
 * #committed} by any.
 *
 * <p>Every claimed delivery ends with exactly one of {@code delivered}, {@code retryAt}, {@code
 * park} and {@code untried}; a call that throws is repeated.
 */
public interface Outbox {

    /** Claims up to {@code max} due deliveries to one destination. */
    List<Delivery> claim(String destination, int max) throws StageException;

    /**
     * Whether a claimed delivery still is to be sent under its claim; false if it was withdrawn.
     */
    default boolean isHeld(Delivery delivery) throws StageException {
        return true;
    }

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
     * Registers a request for storage commitment of the objects for which a destination is due to
     * be asked.
     *
     * @param max maximum number of objects
     * @return the request to send; empty if none is due
     */
    Optional<CommitmentRequest> askForCommitment(String destination, int max) throws StageException;

    /**
     * A request was refused or did not reach the destination.
     *
     * @param again when to ask again
     * @param answer REFUSED or UNANSWERED
     */
    void commitmentNotAsked(CommitmentRequest request, Instant again, CommitmentAnswer answer)
            throws StageException;

    /**
     * A destination does not commit to the storage of objects: what it has accepted is delivered.
     */
    void commitmentNotOffered(String destination) throws StageException;

    /**
     * A destination has reported whether it commits to the storage of objects that it accepted.
     *
     * @return whether it was asked under the report's Transaction UID
     */
    boolean committed(String destination, CommitmentReport report) throws StageException;

    /**
     * A destination that was unreachable answers again: its waiting deliveries can be made due now
     * instead of at the end of their back-off.
     */
    void reachableAgain(String destination) throws StageException;

    /**
     * A test has reached a destination that was not reached before: the waiting deliveries that it
     * did not answer the last time can be made due now. Those that it refused keep their time,
     * since a test says nothing about them.
     *
     * @return the number of deliveries that are due now
     */
    int reachedByTest(String destination) throws StageException;

    /**
     * A test has reached a destination that was not reached before: it can be asked again now for
     * storage commitment, where it did not answer the last request. What it refused, and what it
     * has yet to report on, keeps its time.
     *
     * @return the number of objects that it is to be asked for now
     */
    int commitmentsReachedByTest(String destination) throws StageException;
}
