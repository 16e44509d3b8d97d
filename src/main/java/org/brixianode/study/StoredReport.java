package org.brixianode.study;

import java.util.Set;

/**
 * A Structured Report of an earlier result.
 *
 * @param ref the object
 * @param destinations names of those that it was made for; empty where that is not known, as of
 *     results of release 0.1.0
 */
public record StoredReport(InstanceRef ref, Set<String> destinations) {

    /** Keeps its own copy. */
    public StoredReport {
        destinations = Set.copyOf(destinations);
    }

    /** Whether each of some destinations was given the object, as far as is known. */
    public boolean isKnownTo(Set<String> names) {
        return destinations.isEmpty() || destinations.containsAll(names);
    }
}
