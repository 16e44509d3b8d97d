package org.brixianode.send;

import java.util.List;
import org.brixianode.dicom.CommitmentReport;
import org.brixianode.study.StageException;

/**
 * Sends objects to one destination in the destination's protocol. Used by one thread at a time,
 * except {@link #close}.
 */
public interface Courier extends AutoCloseable {

    /** The state of an object that the destination has accepted. */
    enum Delivered {
        /**
         * The destination has received the object and does not commit to the storage of objects.
         */
        SENT,
        /** The destination has received the object and is to be asked to commit to its storage. */
        AWAITS_COMMITMENT,
        /** The destination has committed to the storage of the object. */
        COMMITTED
    }

    /** The state of the connection after a batch. */
    enum Contact {
        /** The batch was completed; another can follow at once. */
        KEPT,
        /** The connection was lost before the end of the batch. */
        LOST,
        /** No connection could be made. */
        NONE
    }

    /** Receives the progress of a batch; called by the delivering thread. */
    interface Progress {

        /** The destination has accepted the connection. Called before the first {@link #ended}. */
        void reached();

        /** The outcome of an object; called at most once for each. */
        void ended(Delivery delivery, Outcome outcome);

        /** Whether to send another object; false while the node stops. */
        boolean shouldContinue();

        /**
         * Whether an object is still to be sent; false if its delivery was withdrawn since it was
         * claimed. Called just before each object; {@link #ended} is not called if it is not.
         */
        default boolean isDue(Delivery delivery) {
            return true;
        }
    }

    /** The destination's name in the configuration and in the outbox. */
    String destination();

    /** The destination as named in messages. */
    String describe();

    /** Whether the destination gets messages, so that a report can be taken back by another one. */
    default boolean takesWithdrawals() {
        return false;
    }

    /** The state of a delivery that this courier has reported as {@link Outcome#isSent}. */
    Delivered delivered();

    /**
     * Attempts to send each object once; every wait has a timeout. Objects not reported to {@code
     * progress} on return were not attempted.
     *
     * @param batch deliveries to this destination, not empty
     */
    Contact deliver(List<Delivery> batch, Progress progress) throws InterruptedException;

    /**
     * Asks the destination to commit to the storage of objects that it has accepted.
     *
     * @param reports receives reports that come in the same connection; others come by another way
     */
    default CommitmentAnswer askForCommitment(CommitmentRequest request, Reported reports)
            throws InterruptedException {
        return new CommitmentAnswer(CommitmentAnswer.Kind.NOT_OFFERED, "");
    }

    /** Receives storage commitment reports. Called by any thread. */
    @FunctionalInterface
    interface Reported {

        /**
         * @return whether the destination was asked under the report's Transaction UID
         * @throws StageException if the report could not be recorded
         */
        boolean reported(CommitmentReport report) throws StageException;
    }

    /** Tests whether the destination answers, without sending an object. */
    Reachability reach() throws InterruptedException;

    /** Aborts a running delivery; may be called by any thread. */
    @Override
    void close();
}
