package org.brixianode.send;

import java.util.List;

/**
 * Sends objects to one destination in the destination's protocol. Used by one thread at a time,
 * except {@link #close}.
 */
public interface Courier extends AutoCloseable {

    /** The state of an object that the destination has accepted. */
    enum Delivered {
        /** The destination has received the object but has not committed to its storage. */
        SENT,
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
    }

    /** The destination's name in the configuration and in the outbox. */
    String destination();

    /** The destination as named in messages. */
    String describe();

    /** The state of a delivery that this courier has reported as {@link Outcome#isSent}. */
    Delivered delivered();

    /**
     * Attempts to send each object once; every wait has a timeout. Objects not reported to {@code
     * progress} on return were not attempted.
     *
     * @param batch deliveries to this destination, not empty
     */
    Contact deliver(List<Delivery> batch, Progress progress) throws InterruptedException;

    /** Tests whether the destination answers, without sending an object. */
    Reachability reach() throws InterruptedException;

    /** Aborts a running delivery; may be called by any thread. */
    @Override
    void close();
}
