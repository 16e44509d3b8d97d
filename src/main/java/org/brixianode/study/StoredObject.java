package org.brixianode.study;

import java.util.Set;

/**
 * A result object, of any kind, of an earlier result.
 *
 * @param ref the object's UIDs
 * @param destinations names of the destinations that it was made for; empty if unknown, as for
 *     results of release 0.1.0
 */
public record StoredObject(InstanceRef ref, Set<String> destinations) {

    /** Copies the set. */
    public StoredObject {
        destinations = Set.copyOf(destinations);
    }

    /**
     * Whether the object was made for all of these destinations, or its destinations are unknown.
     */
    public boolean isKnownTo(Set<String> names) {
        return destinations.isEmpty() || destinations.containsAll(names);
    }
}
