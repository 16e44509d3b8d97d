package org.brixianode.receive;

import java.time.Duration;

/** Learns of answered C-STORE requests. Called by several threads at once; must return quickly. */
@FunctionalInterface
public interface StoreListener {

    /** Ignores them. */
    StoreListener NONE = (status, took) -> {};

    /**
     * A C-STORE request was answered.
     *
     * @param status Status (0000,0900) of the response
     * @param took from the request's command to the response
     */
    void stored(int status, Duration took);
}
