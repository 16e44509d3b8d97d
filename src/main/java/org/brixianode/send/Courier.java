package org.brixianode.send;

import java.util.List;

/**
 * Takes objects to one destination, in the protocol of its kind. Used by one thread at a time,
 * except {@link #close}.
 */
public interface Courier extends AutoCloseable {

    /** What a delivery that the destination has taken may count on. */
    enum Delivered {
        /** The destination has the object; it has not committed itself to keep it. */
        SENT,
        /** The destination has committed itself to keep the object. */
        COMMITTED
    }

    /** How far an attempt got with the destination. */
    enum Contact {
        /** As far as it should; another batch can follow at once. */
        KEPT,
        /** It was there and was lost before the end of the batch. */
        LOST,
        /** It could not be reached. */
        NONE
    }

    /** Learns how a batch gets on; called by the thread that delivers. */
    interface Progress {

        /** The destination answers. Comes before the first answer to an object. */
        void reached();

        /** What became of an object, as soon as it is known; at most once for each. */
        void ended(Delivery delivery, Outcome outcome);

        /** Whether to begin with another object: not while the node stops. */
        boolean goesOn();
    }

    /** The destination's name in the configuration and in the outbox. */
    String destination();

    /** The destination, for messages. */
    String describe();

    /** Where a delivery stands that this courier has reported as {@link Outcome#isSent}. */
    Delivered delivered();

    /**
     * Tries each object once, and each wait has a limit. What has not been told to {@code progress}
     * when it returns was not tried.
     *
     * @param batch for this destination, not empty
     */
    Contact deliver(List<Delivery> batch, Progress progress) throws InterruptedException;

    /** Asks whether the destination answers, without sending it an object. */
    Reachability reach() throws InterruptedException;

    /** From any thread: ends what is under way, and its waits. */
    @Override
    void close();
}
