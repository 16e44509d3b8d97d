package org.brixianode.ops;

/** Where the node's components publish events. Thread-safe. */
@FunctionalInterface
public interface Events {

    /** Discards all events. */
    Events NONE = event -> {};

    /** Passes an event to all listeners; exceptions of listeners are not thrown. */
    void publish(NodeEvent event);
}
