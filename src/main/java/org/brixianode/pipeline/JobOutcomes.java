package org.brixianode.pipeline;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import org.brixianode.ops.Events;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.OngoingFailure;
import org.brixianode.queue.IllegalTransitionException;
import org.brixianode.study.FailureReason;
import org.brixianode.study.FailureText;
import org.brixianode.study.Job;
import org.brixianode.study.NotScoredCode;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides and writes the outcome of each claimed job: scored, not scored, retried, parked or put
 * back. In any case the job is released once, or putting it back is repeated.
 */
final class JobOutcomes {

    private static final Logger LOG = LoggerFactory.getLogger(JobOutcomes.class);

    /** One step of a job. */
    @FunctionalInterface
    interface Step {
        void run() throws StageException;
    }

    private final Jobs jobs;
    private final ClaimedJobs claimedJobs;
    private final PipelineConfig.Retry retry;
    private final Clock clock;
    private final Events events;
    private final OngoingFailure queueFailure;
    private final Parking parking;
    private final ReleaseListener listener;

    /** Called before a job is parked. */
    @FunctionalInterface
    interface Parking {
        void beforeParking(Job job) throws StageException;
    }

    /** Called when a job is released. */
    @FunctionalInterface
    interface ReleaseListener {
        void released(Job job);
    }

    /**
     * @param events publishes outcomes
     * @param queueFailure reports outcomes that could not be written
     * @param parking called with each job before it is parked
     * @param listener called with each released job
     */
    JobOutcomes(
            Jobs jobs,
            ClaimedJobs claimedJobs,
            PipelineConfig.Retry retry,
            Clock clock,
            Events events,
            OngoingFailure queueFailure,
            Parking parking,
            ReleaseListener listener) {
        this.jobs = jobs;
        this.claimedJobs = claimedJobs;
        this.retry = retry;
        this.clock = clock;
        this.events = events;
        this.queueFailure = queueFailure;
        this.parking = parking;
        this.listener = listener;
    }

    /** Whether the job's claim is valid; if not, the job is released. */
    boolean isHeld(Job job) {
        if (claimedJobs.holds(job)) {
            return true;
        }
        LOG.warn("job {} is no longer held by this node: its result is discarded", job.id());
        release(job);
        return false;
    }

    /**
     * Runs the step that writes the job's outcome, and releases the job.
     *
     * @param ifFails the failure to record if the step fails
     */
    void end(Job job, NodeEvent.JobFailure ifFails, Step write) {
        try {
            write.run();
            release(job);
        } catch (IllegalTransitionException e) {
            claimLost(job, e);
        } catch (StageException | RuntimeException | Error e) {
            failed(job, ifFails, e);
        }
    }

    /**
     * @param write completes the job
     */
    void notScored(
            Job job, NodeEvent.JobFailure ifFails, NotScoredCode code, String reason, Step write) {
        end(
                job,
                ifFails,
                () -> {
                    write.run();
                    LOG.info(
                            "study {}: instance {} not scored: {}",
                            job.instance().ref().studyUid(),
                            job.instance().ref().sopInstanceUid(),
                            reason);
                    events.publish(new NodeEvent.NotScored(image(job), code));
                });
    }

    /** Writes a failed attempt: the job is retried later or parked. */
    void failed(Job job, NodeEvent.JobFailure failure, Throwable cause) {
        if (!claimedJobs.holds(job)) {
            release(job);
            return;
        }
        try {
            writeFailure(job, failure, cause);
            release(job);
        } catch (IllegalTransitionException e) {
            claimLost(job, e);
        } catch (StageException e) {
            queueFailure.failed(
                    "the outcome of job %d could not be written, it is due again: %s"
                            .formatted(job.id(), e.getMessage()),
                    e);
            keepToPutBack(job);
        } catch (RuntimeException | Error e) {
            keepToPutBack(job);
            LOG.error("job {} could not be ended, it is put back", job.id(), e);
        }
    }

    private void writeFailure(Job job, NodeEvent.JobFailure failure, Throwable cause)
            throws StageException {
        boolean permanent =
                cause instanceof StageException stage && stage.reason() == FailureReason.PARK;
        String reason = FailureText.of(cause);
        NodeEvent.JobFailure recorded =
                isInterruptedTooOften(job) ? NodeEvent.JobFailure.INTERRUPTED : failure;
        if (permanent || job.attempts() >= retry.attempts()) {
            beforeParking(job);
            jobs.park(job, reason);
            LOG.error("job {} parked after {} attempts", job.id(), job.attempts(), cause);
            events.publish(new NodeEvent.Failed(image(job), recorded));
        } else {
            Instant next = clock.instant().plus(retry.after(job.attempts()));
            jobs.retryAt(job, next, reason);
            LOG.warn("job {} failed, next attempt at {}", job.id(), next, cause);
            events.publish(new NodeEvent.Retry(image(job), recorded));
        }
    }

    private void beforeParking(Job job) {
        try {
            parking.beforeParking(job);
        } catch (StageException | RuntimeException e) {
            LOG.error("before job {} is parked: {}", job.id(), e.getMessage(), e);
        }
    }

    /** Puts back jobs that were not started or did not end in time. */
    void putBack(Collection<Job> unended) {
        for (Job job : unended) {
            claimedJobs.markToPutBack(job);
            tryToPutBack(job, clock.instant());
        }
    }

    /** Retries to put back jobs whose outcome could not be written. */
    void putBackUnended() {
        for (Job job : claimedJobs.toPutBack()) {
            tryToPutBack(job, clock.instant().plus(retry.first()));
        }
    }

    private void tryToPutBack(Job job, Instant at) {
        try {
            jobs.putBack(job, at);
            LOG.info("job {} is put back", job.id());
            release(job);
        } catch (IllegalTransitionException e) {
            // Its outcome was written after all, or an operator or another node has it.
            release(job);
        } catch (StageException | RuntimeException | Error e) {
            queueFailure.failed("job %d could not be put back: %s".formatted(job.id(), e), e);
        }
    }

    /**
     * The job's claim is not valid: an operator has put it back, its lease has expired, or it has
     * ended.
     */
    private void claimLost(Job job, IllegalTransitionException e) {
        LOG.warn("the result of job {} is discarded: {}", job.id(), e.getMessage());
        release(job);
    }

    private void keepToPutBack(Job job) {
        claimedJobs.markToPutBack(job);
        listener.released(job);
    }

    private void release(Job job) {
        claimedJobs.release(job);
        listener.released(job);
    }

    /**
     * Whether the process has ended so often while the job was claimed that it is not started
     * again.
     */
    static boolean isInterruptedTooOften(Job job) {
        return job.interruptions() >= PipelineConfig.MAX_INTERRUPTIONS;
    }

    static NodeEvent.Image image(Job job) {
        return NodeEvent.Image.of(
                job.instance().ref().studyUid(), job.instance().ref().sopInstanceUid());
    }
}
