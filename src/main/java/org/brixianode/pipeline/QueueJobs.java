package org.brixianode.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.brixianode.queue.JobQueue;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;

/** Adapts the queue to the pipeline. */
record QueueJobs(JobQueue queue) implements Jobs {

    @Override
    public Duration lease() {
        return queue.lease();
    }

    @Override
    public List<Job> claim(int max, Instant now, Instant leaseUntil) throws StageException {
        return queue.claim(max, now, leaseUntil);
    }

    @Override
    public boolean isInterruptedDue(Instant now) throws StageException {
        return queue.isInterruptedDue(now);
    }

    @Override
    public Optional<Job> claimInterrupted(Instant now, Instant leaseUntil) throws StageException {
        return queue.claimInterrupted(now, leaseUntil);
    }

    @Override
    public List<Job> renew(Collection<Job> held, Instant leaseUntil) throws StageException {
        return queue.renew(held, leaseUntil);
    }

    @Override
    public List<Long> requeueExpired(Instant now) throws StageException {
        return queue.requeueExpired(now);
    }

    @Override
    public void putBack(Job job, Instant at) throws StageException {
        queue.putBack(job, at);
    }

    @Override
    public void park(Job job, String reason) throws StageException {
        queue.park(job, reason);
    }

    @Override
    public void retryAt(Job job, Instant at, String reason) throws StageException {
        queue.retryAt(job, at, reason);
    }
}
