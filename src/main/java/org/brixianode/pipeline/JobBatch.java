package org.brixianode.pipeline;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.Trouble;
import org.brixianode.pixels.PixelResult;
import org.brixianode.queue.IllegalTransitionException;
import org.brixianode.score.Scoring;
import org.brixianode.study.FailureReason;
import org.brixianode.study.Job;
import org.brixianode.study.NotScoredCode;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes claimed jobs through pixels, score and report, and ends each of them. */
final class JobBatch {

    private static final Logger LOG = LoggerFactory.getLogger(JobBatch.class);

    /** One step of a job. */
    @FunctionalInterface
    private interface Step {
        void run() throws StageException;
    }

    private final PipelineConfig config;
    private final Stages stages;
    private final Clock clock;
    private final Trouble queueTrouble;
    private final Composer composer;

    /**
     * @param queueTrouble learns of ends that could not be written
     */
    JobBatch(PipelineConfig config, Stages stages, Clock clock, Trouble queueTrouble) {
        this.config = config;
        this.stages = stages;
        this.clock = clock;
        this.queueTrouble = queueTrouble;
        this.composer = new Composer(config, stages);
    }

    /**
     * Ends each job by itself: no failure of one, be it of the queue, keeps the others from their
     * ends. A job whose end could not be written stays RUNNING.
     */
    void run(List<Job> jobs) {
        List<Decoded> decoded = new ArrayList<>();
        for (Job job : jobs) {
            attempt(
                    job,
                    NodeEvent.JobFailure.DECODING_FAILED,
                    () -> decode(job).ifPresent(decoded::add));
        }
        List<BatchScoring.Result> results =
                new BatchScoring(stages.scores())
                        .of(decoded.stream().map(Decoded::radiograph).toList());
        for (int i = 0; i < results.size(); i++) {
            Decoded one = decoded.get(i);
            if (results.get(i) instanceof BatchScoring.Failed failed) {
                failedSafely(one.job(), NodeEvent.JobFailure.SCORING_FAILED, failed.cause());
            } else {
                Scoring scoring = ((BatchScoring.Done) results.get(i)).scoring();
                attempt(
                        one.job(),
                        NodeEvent.JobFailure.COMPOSING_FAILED,
                        () -> finish(one, scoring));
            }
        }
    }

    private Optional<Decoded> decode(Job job) throws StageException {
        if (isInterruptedTooOften(job)) {
            throw new StageException(
                    FailureReason.PARK,
                    "started %d times without completing: each time the node ended while it worked"
                                    .formatted(job.interruptions())
                            + " on this image, lately on it alone. Look at the image and at the"
                            + " node's log before a retry");
        }
        PixelResult result = stages.pixels().read(job.instance());
        if (result instanceof PixelResult.Accepted accepted) {
            return Optional.of(new Decoded(job, accepted.radiograph(), accepted.acquisition()));
        }
        PixelResult.Refused refused = (PixelResult.Refused) result;
        notScored(job, refused.code(), refused.reason());
        return Optional.empty();
    }

    private void finish(Decoded decoded, Scoring scoring) throws StageException {
        if (scoring instanceof Scoring.Scored scored) {
            composer.complete(decoded, scored.sheet());
        } else {
            notScored(decoded.job(), NotScoredCode.LUNGS, ((Scoring.Refused) scoring).reason());
        }
    }

    private void notScored(Job job, NotScoredCode code, String reason) throws StageException {
        stages.queue().completeNotScored(job, reason);
        LOG.info(
                "study {}: instance {} not scored: {}",
                job.instance().ref().studyUid(),
                job.instance().ref().sopInstanceUid(),
                reason);
        stages.events().publish(new NodeEvent.NotScored(image(job), code));
    }

    private void attempt(Job job, NodeEvent.JobFailure ifFails, Step step) {
        try {
            step.run();
        } catch (IllegalTransitionException e) {
            takenBack(job, e);
        } catch (StageException | RuntimeException | Error e) {
            failedSafely(job, ifFails, e);
        }
    }

    private void failedSafely(Job job, NodeEvent.JobFailure failure, Throwable cause) {
        try {
            failed(job, failure, cause);
        } catch (IllegalTransitionException e) {
            takenBack(job, e);
        } catch (StageException e) {
            queueTrouble.failed(
                    "the end of job %d could not be written, it is put back: %s"
                            .formatted(job.id(), e.getMessage()),
                    e);
        } catch (RuntimeException | Error e) {
            LOG.error("job {} could not be ended, it is put back", job.id(), e);
        }
    }

    /** An operator has put it back meanwhile, or it has its end already. */
    private static void takenBack(Job job, IllegalTransitionException e) {
        LOG.warn("what was done for job {} is left out: {}", job.id(), e.getMessage());
    }

    private void failed(Job job, NodeEvent.JobFailure failure, Throwable cause)
            throws StageException {
        boolean hopeless =
                cause instanceof StageException stage && stage.reason() == FailureReason.PARK;
        String reason = String.valueOf(cause.getMessage());
        NodeEvent.JobFailure recorded =
                isInterruptedTooOften(job) ? NodeEvent.JobFailure.INTERRUPTED : failure;
        if (hopeless || job.attempts() >= config.retry().attempts()) {
            stages.queue().park(job, reason);
            LOG.error("job {} parked after {} attempts", job.id(), job.attempts(), cause);
            stages.events().publish(new NodeEvent.Failed(image(job), recorded));
        } else {
            Instant next = clock.instant().plus(config.retry().after(job.attempts()));
            stages.queue().retryAt(job, next, reason);
            LOG.warn("job {} failed, next attempt at {}", job.id(), next, cause);
            stages.events().publish(new NodeEvent.Retry(image(job), recorded));
        }
    }

    private static boolean isInterruptedTooOften(Job job) {
        return job.interruptions() >= PipelineConfig.MAX_INTERRUPTIONS;
    }

    static NodeEvent.Image image(Job job) {
        return NodeEvent.Image.of(
                job.instance().ref().studyUid(), job.instance().ref().sopInstanceUid());
    }
}
