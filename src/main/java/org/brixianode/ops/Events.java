package org.brixianode.ops;

/** Where the node's parts tell what happened. Thread-safe. */
@FunctionalInterface
public interface Events {

    /** For whom nobody listens. */
    Events NONE = event -> {};

    /** Returns when every listener has been told; never fails because of one. */
    void publish(NodeEvent event);
}
