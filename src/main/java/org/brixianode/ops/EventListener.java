package org.brixianode.ops;

import java.time.Instant;

/** Who wants to know what happens in the node. */
@FunctionalInterface
public interface EventListener {

    /**
     * Called by whichever thread published the event, by several at once, and in the middle of
     * their work: it should be quick. What it throws is logged.
     *
     * @param at when the event was published
     */
    void on(Instant at, NodeEvent event);
}
