package org.brixianode.api;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.brixianode.queue.JobCounts;
import org.brixianode.queue.Overview;
import org.brixianode.study.JobState;

/** The counts of all jobs and of those received today. */
public final class SummaryJson {

    public static Map<String, Object> of(Overview overview, Instant now) {
        Map<String, Object> fields = counts(overview.all());
        fields.put(
                "oldestWaitingSeconds",
                overview.oldestWaiting()
                        .map(since -> Math.max(0, Duration.between(since, now).toSeconds()))
                        .orElse(null));
        fields.put("today", counts(overview.today()));
        return fields;
    }

    private static Map<String, Object> counts(JobCounts counts) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("received", counts.received());
        fields.put("scored", counts.of(JobState.SCORED));
        fields.put("notScored", counts.of(JobState.NOT_SCORED));
        fields.put("failed", counts.of(JobState.FAILED));
        fields.put("waiting", counts.waiting());
        return fields;
    }

    private SummaryJson() {}
}
