package org.brixianode.queue;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.brixianode.study.JobState;

/**
 * Which finished jobs to forget.
 *
 * @param states final ones only
 * @param receivedBefore younger jobs stay
 * @param limit at most so many, the oldest first
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
