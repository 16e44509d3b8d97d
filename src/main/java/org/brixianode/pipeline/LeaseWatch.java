package org.brixianode.pipeline;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.brixianode.ops.OngoingFailure;
import org.brixianode.study.FailureText;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the leases of the claimed jobs, then puts back jobs whose lease has expired. The order
 * matters: a clock that jumps ahead must not expire this node's own leases.
 */
final class LeaseWatch {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseWatch.class);

    private final Jobs jobs;
    private final ClaimedJobs claimedJobs;
    private final Clock clock;
    private final Semaphore wakeUp;
    private final OngoingFailure queueFailure;

    LeaseWatch(
            Jobs jobs,
            ClaimedJobs claimedJobs,
            Clock clock,
            Semaphore wakeUp,
            OngoingFailure queueFailure) {
        this.jobs = jobs;
        this.claimedJobs = claimedJobs;
        this.clock = clock;
        this.wakeUp = wakeUp;
        this.queueFailure = queueFailure;
    }

    /** Runs once; if the queue fails, the next run repeats it. */
    void run() {
        try {
            Instant now = clock.instant();
            renew(now);
            List<Long> requeued = jobs.requeueExpired(now);
            if (!requeued.isEmpty()) {
                LOG.warn("the leases of jobs {} had expired: they are due again", requeued);
                wakeUp.release();
            }
        } catch (StageException e) {
            queueFailure.failed(FailureText.of(e), e);
        }
    }

    private void renew(Instant now) throws StageException {
        List<Job> held = claimedJobs.claimed();
        if (held.isEmpty()) {
            return;
        }
        claimedJobs.markLost(jobs.renew(held, now.plus(jobs.lease())));
    }
}
