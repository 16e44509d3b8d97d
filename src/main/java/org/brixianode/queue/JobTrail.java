package org.brixianode.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.Job;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.StoredResult;

/**
 * What is recorded about a job, from its reception to the delivery of its results.
 *
 * @param claimedAt when a worker claimed it last
 * @param results the results of its image, one for each run, in their order
 * @param objects its current result objects
 * @param conflicts other contents received under its SOP Instance UID and kept apart
 * @param replaced its earlier contents, the first one first
 */
public record JobTrail(
        Job job,
        Optional<Instant> claimedAt,
        List<StoredResult> results,
        List<OutgoingObject> objects,
        List<Step> deliveries,
        List<Conflict> conflicts,
        List<ReplacedContent> replaced) {

    /**
     * A delivery with its times.
     *
     * @param waitingSince since when it waits or waited
     * @param failedAt when an attempt failed last
     */
    public record Step(
            DeliveryRecord delivery, Optional<Instant> waitingSince, Optional<Instant> failedAt) {}

    public JobTrail {
        results = List.copyOf(results);
        objects = List.copyOf(objects);
        deliveries = List.copyOf(deliveries);
        conflicts = List.copyOf(conflicts);
        replaced = List.copyOf(replaced);
    }
}
