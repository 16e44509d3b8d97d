package org.brixianode.queue;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.brixianode.study.JobState;

/**
 * Selects the finished jobs to purge.
 *
 * @param states final states
 * @param receivedBefore jobs received at or after this instant are kept
 * @param limit maximum number of jobs, the oldest first
 */
public record PurgeFilter(Set<JobState> states, Instant receivedBefore, int limit) {

    /**
     * @throws IllegalArgumentException if there is no state, one that is not final, or the limit is
     *     not positive
     */
    public PurgeFilter {
        if (states.isEmpty() || !states.stream().allMatch(JobState::isFinal)) {
            throw new IllegalArgumentException("only final jobs can be purged, not " + states);
        }
        if (limit < 1) {
            throw new IllegalArgumentException("limit " + limit + " must be positive");
        }
        states = Set.copyOf(EnumSet.copyOf(states));
    }
}
