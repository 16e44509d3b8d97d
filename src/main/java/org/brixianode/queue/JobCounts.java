package org.brixianode.queue;

import java.util.EnumMap;
import java.util.Map;
import org.brixianode.study.JobState;

/**
 * The number of jobs per state in one snapshot.
 *
 * @param byState number of jobs for every state, including 0
 */
public record JobCounts(Map<JobState, Long> byState) {

    public JobCounts {
        Map<JobState, Long> all = new EnumMap<>(JobState.class);
        for (JobState state : JobState.values()) {
            all.put(state, byState.getOrDefault(state, 0L));
        }
        byState = Map.copyOf(all);
    }

    /** The sum of both. */
    JobCounts plus(JobCounts more) {
        Map<JobState, Long> sums = new EnumMap<>(JobState.class);
        for (JobState state : JobState.values()) {
            sums.put(state, of(state) + more.of(state));
        }
        return new JobCounts(sums);
    }

    public long of(JobState state) {
        return byState.getOrDefault(state, 0L);
    }

    /** Number of jobs that are WAITING or RUNNING. */
    public long waiting() {
        return of(JobState.WAITING) + of(JobState.RUNNING);
    }

    /** Number of all jobs. */
    public long received() {
        return waiting() + of(JobState.SCORED) + of(JobState.NOT_SCORED) + of(JobState.FAILED);
    }
}
