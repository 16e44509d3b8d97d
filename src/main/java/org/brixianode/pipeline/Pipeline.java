package org.brixianode.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.brixianode.ops.Events;
import org.brixianode.ops.NodeEvent.JobFailure;
import org.brixianode.ops.OngoingFailure;
import org.brixianode.pixels.PixelResult;
import org.brixianode.score.ImageScorer;
import org.brixianode.score.Prepared;
import org.brixianode.score.Scoring;
import org.brixianode.study.FailureReason;
import org.brixianode.study.Job;
import org.brixianode.study.NotScoredCode;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.StageException;
import org.brixianode.study.StudyFacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes jobs in three stages, each with its own threads, connected by bounded queues: images
 * are decoded ahead, the network scores the waiting images up to a batch, and results are composed
 * concurrently. A full queue blocks the stage before it, and the first one blocks claiming.
 *
 * <p>Order: due jobs are claimed and their decoding starts in the order of reception; each stage
 * then processes items in the order in which the previous one finished them. A job can therefore be
 * overtaken only while it is decoded or composed concurrently with others. Images of one patient
 * are composed in the order in which they were claimed, so that each is compared with those before
 * it.
 *
 * <p>No failure ends the pipeline: a stage continues after any {@link Throwable}, a thread that has
 * ended is replaced, and the lease of an abandoned job expires.
 */
public final class Pipeline implements AutoCloseable {

    static final Duration FAILURE_LOG_INTERVAL = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    /** Number of renewals per lease duration. */
    private static final int RENEWALS = 3;

    /** Completes jobs. */
    interface Results {

        /** With the results of a score. */
        void complete(Decoded decoded, ScoreSheet sheet) throws StageException;

        /**
         * Without a score.
         *
         * @param reason why there is none
         */
        void completeRefused(Decoded decoded, String reason) throws StageException;

        /**
         * Without a score, because of the image's header or pixels.
         *
         * @param reason why there is none
         * @param facts the searchable attributes of the image, if its header was read
         */
        void completeNotScored(Job job, String reason, Optional<StudyFacts> facts)
                throws StageException;

        /** What is to be done before a job is parked; a failure does not keep it from that. */
        default void beforeParking(Job job) throws StageException {}
    }

    /** A decoded job with the result of its scoring. */
    private record ScoringOutcome(Decoded decoded, BatchScoring.Result result) {}

    private final PipelineConfig config;
    private final Stages.Pixels pixels;
    private final ImageScorer scorer;
    private final BatchScoring scoring;
    private final Results results;
    private final Runnable skipExplanations;
    private final ClaimedJobs claimedJobs;
    private final JobOutcomes outcomes;
    private final DecodedBudget budget;
    private final PatientOrder<ScoringOutcome> order;
    private final Claimer claimer;
    private final Clock clock;
    private final Duration lease;
    private final LeaseWatch leases;
    private final Semaphore wakeUp = new Semaphore(0);

    private final BoundedQueue<Job> toDecode;
    private final BoundedQueue<Decoded> toScore;
    private final BoundedQueue<ScoringOutcome> toCompose;
    private final StagePool<Job> decoding;
    private final StagePool<Decoded> scorers;
    private final StagePool<ScoringOutcome> composing;

    private volatile Instant lastReleased;
    private volatile Thread claiming;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(Pipeline::watchThread);

    /**
     * @param skipExplanations ends running explanations early and skips later ones
     */
    public Pipeline(
            PipelineConfig config,
            Stages stages,
            Runnable skipExplanations,
            DiskSpaceCheck disk,
            Clock clock) {
        this(config, config::routes, stages, skipExplanations, disk, clock);
    }

    /**
     * @param routes gives the routes at the time when the results of a job are composed
     */
    public Pipeline(
            PipelineConfig config,
            Supplier<List<Route>> routes,
            Stages stages,
            Runnable skipExplanations,
            DiskSpaceCheck disk,
            Clock clock) {
        this(
                config,
                new QueueJobs(stages.queue()),
                stages.pixels(),
                stages.scorer(),
                new Composer(config, routes, stages),
                stages.events(),
                skipExplanations,
                disk,
                clock);
    }

    Pipeline(
            PipelineConfig config,
            Jobs jobs,
            Stages.Pixels pixels,
            ImageScorer scorer,
            Results results,
            Events events,
            Runnable skipExplanations,
            DiskSpaceCheck disk,
            Clock clock) {
        this.config = config;
        this.pixels = pixels;
        this.scorer = scorer;
        this.scoring = new BatchScoring(scorer);
        this.results = results;
        this.skipExplanations = skipExplanations;
        this.clock = clock;
        lastReleased = clock.instant();
        OngoingFailure queueFailure =
                new OngoingFailure(
                        LOG, "the queue fails, nothing is scored", FAILURE_LOG_INTERVAL, clock);
        claimedJobs = new ClaimedJobs(config.maxClaimed());
        budget = new DecodedBudget(config.decodedBytes());
        outcomes =
                new JobOutcomes(
                        jobs,
                        claimedJobs,
                        config.retry(),
                        clock,
                        events,
                        queueFailure,
                        results::beforeParking,
                        this::released);
        toDecode = new BoundedQueue<>(claimedJobs.limit());
        toScore = new BoundedQueue<>(config.batch() * config.workers());
        // Never full: a thread that ends a job must not block when it passes on the jobs that
        // waited for it.
        toCompose = new BoundedQueue<>(2 * claimedJobs.limit());
        order = new PatientOrder<>(this::toCompose);
        decoding = decodingPool();
        scorers =
                new StagePool<>(
                        "score",
                        config.workers(),
                        toScore,
                        config.batch(),
                        this::score,
                        (one, e) -> outcomes.failed(one.job(), JobFailure.SCORING_FAILED, e));
        composing = composingPool();
        claimer =
                new Claimer(
                        config,
                        jobs,
                        claimedJobs,
                        order,
                        outcomes,
                        disk,
                        toDecode,
                        clock,
                        wakeUp,
                        queueFailure);
        lease = jobs.lease();
        leases = new LeaseWatch(jobs, claimedJobs, clock, wakeUp, queueFailure);
        claiming = claimingThread();
    }

    private StagePool<Job> decodingPool() {
        return new StagePool<>(
                "decode",
                config.width(),
                toDecode,
                1,
                this::decode,
                (job, e) -> outcomes.failed(job, JobFailure.DECODING_FAILED, e));
    }

    private StagePool<ScoringOutcome> composingPool() {
        return new StagePool<>(
                "compose",
                config.width(),
                toCompose,
                1,
                this::compose,
                (one, e) -> outcomes.failed(one.decoded().job(), JobFailure.COMPOSING_FAILED, e));
    }

    private Thread claimingThread() {
        Thread thread = new Thread(claimer::run, "claim");
        thread.setUncaughtExceptionHandler((one, e) -> LOG.error("{} ended", one.getName(), e));
        return thread;
    }

    private static Thread watchThread(Runnable task) {
        Thread thread = new Thread(task, "job-watch");
        thread.setDaemon(true);
        return thread;
    }

    public synchronized void start() {
        decoding.start();
        scorers.start();
        composing.start();
        claiming.start();
        long everyMs = Math.max(1, lease.dividedBy(RENEWALS).toMillis());
        watch.scheduleWithFixedDelay(this::check, everyMs, everyMs, TimeUnit.MILLISECONDS);
    }

    /** Signals that a job is new, so that it is claimed before the next poll. */
    public void wakeUp() {
        wakeUp.release();
    }

    /** Number of claimed jobs. */
    public int claimedCount() {
        return claimedJobs.limit() - claimedJobs.capacity();
    }

    /** The state at this moment. */
    public PipelineState state() {
        List<String> ended = new ArrayList<>(decoding.ended());
        ended.addAll(scorers.ended());
        ended.addAll(composing.ended());
        Thread claims = claiming;
        if (claims.getState() == Thread.State.TERMINATED && !claimer.isStopping()) {
            ended.add(claims.getName());
        }
        return new PipelineState(claimedCount(), lastMoved(), claimer.lastLook(), ended);
    }

    private Instant lastMoved() {
        return claimer.lastClaim().isAfter(lastReleased) ? claimer.lastClaim() : lastReleased;
    }

    /** Releases the resources of a released job. */
    private void released(Job job) {
        lastReleased = clock.instant();
        order.released(job);
        budget.release(job.id());
        claimer.released();
    }

    private void decode(List<Job> one) {
        Job job = one.get(0);
        if (!outcomes.isHeld(job)) {
            return;
        }
        PixelResult result;
        try {
            refuseRepeatedlyInterrupted(job);
            result = pixels.read(job.instance());
        } catch (StageException e) {
            outcomes.failed(job, JobFailure.DECODING_FAILED, e);
            return;
        }
        if (result instanceof PixelResult.Refused refused) {
            outcomes.notScored(
                    job,
                    JobFailure.DECODING_FAILED,
                    refused.code(),
                    refused.reason(),
                    () -> results.completeNotScored(job, refused.reason(), refused.facts()));
            return;
        }
        PixelResult.Accepted accepted = (PixelResult.Accepted) result;
        order.decoded(job, accepted.acquisition().patient());
        Prepared image = scorer.prepare(accepted.radiograph());
        budget.reserve(job.id(), bytes(image), () -> order.isFirst(job));
        if (!toScore.put(new Decoded(job, accepted, image))) {
            outcomes.putBack(one);
        }
    }

    /** Of the grey values and of the network's input. */
    private static long bytes(Prepared image) {
        int input = image.input().map(values -> values.length).orElse(0);
        return (long) Float.BYTES * (image.radiograph().grey().values().length + input);
    }

    private static void refuseRepeatedlyInterrupted(Job job) throws StageException {
        if (JobOutcomes.isInterruptedTooOften(job)) {
            throw new StageException(
                    FailureReason.PARK,
                    "started %d times without completing: each time the process ended while it worked"
                                    .formatted(job.interruptions())
                            + " on this image, at last on it alone. Check the image and the"
                            + " node's log before a retry");
        }
    }

    private void score(List<Decoded> waiting) {
        List<Decoded> batch = waiting.stream().filter(one -> outcomes.isHeld(one.job())).toList();
        List<BatchScoring.Result> scored = scoring.of(batch.stream().map(Decoded::image).toList());
        for (int i = 0; i < batch.size(); i++) {
            order.ready(batch.get(i).job(), new ScoringOutcome(batch.get(i), scored.get(i)));
        }
    }

    private void toCompose(ScoringOutcome one) {
        if (!toCompose.put(one)) {
            outcomes.putBack(List.of(one.decoded().job()));
        }
    }

    private void compose(List<ScoringOutcome> one) {
        Decoded decoded = one.get(0).decoded();
        Job job = decoded.job();
        if (!outcomes.isHeld(job)) {
            return;
        }
        if (one.get(0).result() instanceof BatchScoring.Failed failed) {
            outcomes.failed(job, JobFailure.SCORING_FAILED, failed.cause());
            return;
        }
        Scoring scoring = ((BatchScoring.Done) one.get(0).result()).scoring();
        if (scoring instanceof Scoring.Refused refused) {
            outcomes.notScored(
                    job,
                    JobFailure.COMPOSING_FAILED,
                    NotScoredCode.LUNGS,
                    refused.reason(),
                    () -> results.completeRefused(decoded, refused.reason()));
        } else {
            Scoring.Scored complete = (Scoring.Scored) scoring;
            complete.missingMap().ifPresent(why -> warn(job, why));
            outcomes.end(
                    job,
                    JobFailure.COMPOSING_FAILED,
                    () -> results.complete(decoded, complete.sheet()));
        }
    }

    private static void warn(Job job, String missingMap) {
        LOG.warn(
                "job {}, instance {}: {}; the heatmap shows the activation map",
                job.id(),
                job.instance().ref().sopInstanceUid(),
                missingMap);
    }

    /** Replaces threads that have ended, renews leases, and puts back expired jobs. */
    void check() {
        try {
            decoding.replaceEnded();
            scorers.replaceEnded();
            composing.replaceEnded();
            replaceClaiming();
            putBackUnattended();
            leases.run();
        } catch (Throwable e) {
            LOG.error("renewing the leases of claimed jobs failed; it will be tried again", e);
        }
    }

    private synchronized void replaceClaiming() {
        if (claiming.getState() == Thread.State.TERMINATED && !claimer.isStopping()) {
            LOG.error("{} had ended; another takes its place", claiming.getName());
            claiming = claimingThread();
            claiming.start();
        }
    }

    private void putBackUnattended() {
        List<Job> attended = new ArrayList<>(claimer.handedOver());
        attended.addAll(toDecode.waiting());
        attended.addAll(decoding.taken());
        toScore.waiting().forEach(one -> attended.add(one.job()));
        scorers.taken().forEach(one -> attended.add(one.job()));
        attended.addAll(order.waiting());
        toCompose.waiting().forEach(one -> attended.add(one.decoded().job()));
        composing.taken().forEach(one -> attended.add(one.decoded().job()));
        for (Job job : claimedJobs.findUnattended(attended, clock.instant(), lease)) {
            LOG.error("job {} was claimed and no stage had it: put back", job.id());
            released(job);
        }
    }

    /**
     * Stops claiming, puts back the jobs whose scoring has not started, and waits for the others,
     * whose explanations end early. Jobs that do not end in time are put back; a later completion
     * is refused.
     *
     * @return whether every thread ended in time
     */
    public boolean stop(Duration wait) throws InterruptedException {
        skipExplanations.run();
        close();
        long deadlineNs = System.nanoTime() + wait.toNanos();
        boolean all = join(claiming, deadlineNs);
        budget.open();
        outcomes.putBack(toDecode.closeAndDrain());
        outcomes.putBack(toScore.closeAndDrain().stream().map(Decoded::job).toList());
        all &= decoding.join(deadlineNs);
        all &= scorers.join(deadlineNs);
        toCompose.close();
        all &= composing.join(deadlineNs);
        watch.shutdown();
        if (!all) {
            List<Job> unfinished = claimedJobs.claimed();
            LOG.warn(
                    "jobs {} did not end in time: put back",
                    unfinished.stream().map(Job::id).toList());
            outcomes.putBack(unfinished);
        }
        return all;
    }

    private static boolean join(Thread thread, long deadlineNs) throws InterruptedException {
        long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
        thread.join(Math.max(1, leftMs));
        return !thread.isAlive();
    }

    /** Stops claiming. */
    @Override
    public void close() {
        claimer.stop();
    }
}
