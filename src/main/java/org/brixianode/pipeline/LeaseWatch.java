package org.brixianode.pipeline;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.brixianode.ops.OngoingFailure;
import org.brixianode.study.FailureText;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the leases of the jobs in hand, and then takes back jobs whose lease has expired: first
 * the one, so that a clock that jumps ahead does not take this node's own work.
 */
final class LeaseWatch {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseWatch.class);

    private final Jobs jobs;
    private final InHand inHand;
    private final Clock clock;
    private final Bell bell;
    private final OngoingFailure queueFailure;

    LeaseWatch(Jobs jobs, InHand inHand, Clock clock, Bell bell, OngoingFailure queueFailure) {
        this.jobs = jobs;
        this.inHand = inHand;
        this.clock = clock;
        this.bell = bell;
        this.queueFailure = queueFailure;
    }

    /** One round; a queue that fails leaves everything to the next. */
    void look() {
        try {
            Instant now = clock.instant();
            renew(now);
            List<Long> back = jobs.requeueExpired(now);
            if (!back.isEmpty()) {
                LOG.warn("the leases of jobs {} had expired: they are due again", back);
                bell.ring();
            }
        } catch (StageException e) {
            queueFailure.failed(FailureText.of(e), e);
        }
    }

    private void renew(Instant now) throws StageException {
        List<Job> held = inHand.claimed();
        if (held.isEmpty()) {
            return;
        }
        inHand.lose(jobs.renew(held, now.plus(jobs.lease())));
    }
}
