package org.brixianode.study;

import java.util.Set;

/**
 * A Structured Report of an earlier result.
 *
 * @param ref the report's UIDs
 * @param destinations names of the destinations that it was made for; empty if unknown, as for
 *     results of release 0.1.0
 */
public record StoredReport(InstanceRef ref, Set<String> destinations) {

    /** Copies the set. */
    public StoredReport {
        destinations = Set.copyOf(destinations);
    }

    /**
     * Whether the report was made for all of these destinations, or its destinations are unknown.
     */
    public boolean isKnownTo(Set<String> names) {
        return destinations.isEmpty() || destinations.containsAll(names);
    }
}
