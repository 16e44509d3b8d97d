package org.brixianode.ops;

import java.time.Instant;

/** A subscriber to events. */
@FunctionalInterface
public interface EventListener {

    /**
     * Called by the publishing thread, possibly by several at once; must return quickly. Exceptions
     * are logged.
     *
     * @param at when the event was published
     */
    void on(Instant at, NodeEvent event);
}
