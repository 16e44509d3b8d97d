package org.brixianode.pipeline;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.brixianode.ops.Events;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.OngoingFailure;
import org.brixianode.queue.IllegalTransitionException;
import org.brixianode.study.FailureReason;
import org.brixianode.study.FailureText;
import org.brixianode.study.Job;
import org.brixianode.study.NotScoredCode;
import org.brixianode.study.StageException;
import org.brixianode.study.StudyFacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides and writes the end of each job in hand: scored, not scored, tried again, parked or put
 * back. Whatever happens, the job leaves the hand once, or is put back by repeated attempts.
 */
final class JobEnds {

    private static final Logger LOG = LoggerFactory.getLogger(JobEnds.class);

    /** One step of a job. */
    @FunctionalInterface
    interface Step {
        void run() throws StageException;
    }

    private final Jobs jobs;
    private final InHand inHand;
    private final PipelineConfig.Retry retry;
    private final Clock clock;
    private final Events events;
    private final OngoingFailure queueFailure;
    private final Left left;

    /** Learns that a job has left the hand. */
    @FunctionalInterface
    interface Left {
        void hand(Job job);
    }

    /**
     * @param events where ends are told
     * @param queueFailure learns of ends that could not be written
     * @param left learns of each job that is in hand no more
     */
    JobEnds(
            Jobs jobs,
            InHand inHand,
            PipelineConfig.Retry retry,
            Clock clock,
            Events events,
            OngoingFailure queueFailure,
            Left left) {
        this.jobs = jobs;
        this.inHand = inHand;
        this.retry = retry;
        this.clock = clock;
        this.events = events;
        this.queueFailure = queueFailure;
        this.left = left;
    }

    /** Whether the job is still to be worked on; one whose claim was lost leaves the hand. */
    boolean isHeld(Job job) {
        if (inHand.holds(job)) {
            return true;
        }
        LOG.warn("job {} is no longer held by this node: its result is discarded", job.id());
        release(job);
        return false;
    }

    /**
     * Runs the step that writes the job's end.
     *
     * @param ifFails what failed if the step does
     */
    void end(Job job, NodeEvent.JobFailure ifFails, Step write) {
        try {
            write.run();
            release(job);
        } catch (IllegalTransitionException e) {
            takenBack(job, e);
        } catch (StageException | RuntimeException | Error e) {
            failed(job, ifFails, e);
        }
    }

    void notScored(
            Job job,
            NodeEvent.JobFailure ifFails,
            NotScoredCode code,
            String reason,
            Optional<StudyFacts> facts) {
        end(
                job,
                ifFails,
                () -> {
                    jobs.completeNotScored(job, reason, facts);
                    LOG.info(
                            "study {}: instance {} not scored: {}",
                            job.instance().ref().studyUid(),
                            job.instance().ref().sopInstanceUid(),
                            reason);
                    events.publish(new NodeEvent.NotScored(image(job), code));
                });
    }

    /** Ends an attempt that failed: another one later, or none. */
    void failed(Job job, NodeEvent.JobFailure failure, Throwable cause) {
        if (!inHand.holds(job)) {
            release(job);
            return;
        }
        try {
            writeFailure(job, failure, cause);
            release(job);
        } catch (IllegalTransitionException e) {
            takenBack(job, e);
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

    /** Gives jobs back that nobody began, or that did not end in time. */
    void putBack(Collection<Job> unended) {
        for (Job job : unended) {
            inHand.toBePutBack(job);
            tryToPutBack(job, clock.instant());
        }
    }

    /** Once more puts back what could not be ended nor put back. */
    void putBackUnended() {
        for (Job job : inHand.toBePutBack()) {
            tryToPutBack(job, clock.instant().plus(retry.first()));
        }
    }

    private void tryToPutBack(Job job, Instant at) {
        try {
            jobs.putBack(job, at);
            LOG.info("job {} is put back", job.id());
            release(job);
        } catch (IllegalTransitionException e) {
            // Its end was written after all, or an operator or another node has it.
            release(job);
        } catch (StageException | RuntimeException | Error e) {
            queueFailure.failed("job %d could not be put back: %s".formatted(job.id(), e), e);
        }
    }

    /** An operator has put it back meanwhile, its lease has expired, or it has its end already. */
    private void takenBack(Job job, IllegalTransitionException e) {
        LOG.warn("the result of job {} is discarded: {}", job.id(), e.getMessage());
        release(job);
    }

    private void keepToPutBack(Job job) {
        inHand.toBePutBack(job);
        left.hand(job);
    }

    private void release(Job job) {
        inHand.release(job);
        left.hand(job);
    }

    /** Whether the process ended so often while the job was in hand that it is not begun again. */
    static boolean isInterruptedTooOften(Job job) {
        return job.interruptions() >= PipelineConfig.MAX_INTERRUPTIONS;
    }

    static NodeEvent.Image image(Job job) {
        return NodeEvent.Image.of(
                job.instance().ref().studyUid(), job.instance().ref().sopInstanceUid());
    }
}
