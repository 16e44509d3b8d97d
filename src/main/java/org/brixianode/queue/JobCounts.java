package org.brixianode.queue;

import java.util.EnumMap;
import java.util.Map;
import org.brixianode.study.JobState;

/**
 * How many jobs are in each state, all at the same moment; purged ones are not among them.
 *
 * @param byState every state, also with 0
 */
public record JobCounts(Map<JobState, Long> byState) {

    public JobCounts {
        Map<JobState, Long> all = new EnumMap<>(JobState.class);
        for (JobState state : JobState.values()) {
            all.put(state, byState.getOrDefault(state, 0L));
        }
        byState = Map.copyOf(all);
    }

    public long of(JobState state) {
        return byState.getOrDefault(state, 0L);
    }

    /** Those that are not final: WAITING and RUNNING. */
    public long waiting() {
        return of(JobState.WAITING) + of(JobState.RUNNING);
    }

    /** Scored, not scored, failed and waiting together. */
    public long received() {
        return waiting() + of(JobState.SCORED) + of(JobState.NOT_SCORED) + of(JobState.FAILED);
    }
}
