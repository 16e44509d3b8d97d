package org.brixianode.ops.metrics;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the queue and the disk held when the node looked last.
 *
 * @param takenAt when it looked
 * @param jobs number of jobs by state, as in {@code not-scored}
 * @param oldestWaiting reception of the oldest waiting or running job
 * @param destinations the configured destinations
 * @param freeBytes free space of the disk of storage.dir
 * @param totalBytes size of that disk
 */
public record Figures(
        Instant takenAt,
        Map<String, Long> jobs,
        Optional<Instant> oldestWaiting,
        List<Destination> destinations,
        long freeBytes,
        long totalBytes) {

    /**
     * A configured destination.
     *
     * @param name its name in the configuration
     * @param deliveries number of deliveries by state, as in {@code parked}
     * @param oldestWaiting since when its oldest delivery has been waiting
     * @param failing whether the last attempt to reach it or to deliver to it failed
     */
    public record Destination(
            String name,
            Map<String, Long> deliveries,
            Optional<Instant> oldestWaiting,
            boolean failing) {}

    public Figures {
        jobs = Map.copyOf(jobs);
        destinations = List.copyOf(destinations);
    }
}
