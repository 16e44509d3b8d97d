package org.brixianode.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * Counts of jobs in one snapshot.
 *
 * @param all jobs ever received
 * @param today jobs received since midnight
 * @param oldestWaiting reception of the oldest job that is WAITING or RUNNING
 */
public record Overview(JobCounts all, JobCounts today, Optional<Instant> oldestWaiting) {}
