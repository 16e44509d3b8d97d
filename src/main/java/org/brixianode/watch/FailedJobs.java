package org.brixianode.watch;

import java.time.Instant;
import java.util.List;
import org.brixianode.ops.AlarmKind;
import org.brixianode.queue.JobAdmin;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;

/** Jobs that are parked until an operator acts. */
final class FailedJobs implements Condition {

    private final JobAdmin jobs;

    FailedJobs(JobAdmin jobs) {
        this.jobs = jobs;
    }

    @Override
    public List<Finding> check(Instant now) throws StageException {
        long failed = jobs.counts().of(JobState.FAILED);
        return failed == 0
                ? List.of()
                : List.of(
                        Finding.ofNode(
                                AlarmKind.JOBS_FAILED,
                                now,
                                "%d %s failed and not scored. The reasons: brixia-node jobs list --state failed. When the cause is mended: brixia-node jobs retry JOB"
                                        .formatted(
                                                failed, failed == 1 ? "image is" : "images are")));
    }
}
