package org.brixianode.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on jobs in three stages, each with threads of its own, joined by bounded queues: images are
 * decoded ahead, the network scores whatever waits up to a batch, and results are composed beside
 * it. A stage that is full holds up the one before it, and the first holds up the claiming.
 *
 * <p>Order: jobs are claimed and begin to be decoded first received first, among those that are
 * due; from there each stage takes what the one before it has finished, in the order in which it
 * finished. So a job is overtaken only while it is decoded or composed beside others, and with one
 * thread a stage never. Images of one patient are composed in the order in which they were claimed,
 * so that each is compared with those before it.
 *
 * <p>No failure ends it: a stage goes on after any {@link Throwable}, a thread that has ended all
 * the same is replaced, and the lease of a job that nobody renews expires.
 */
public final class Pipeline implements AutoCloseable {

    static final Duration FAILURE_LOG_INTERVAL = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

    /** A lease is renewed so often while it runs. */
    private static final int RENEWALS = 3;

    /** Ends a scored job with its results. */
    @FunctionalInterface
    interface Results {
        void complete(Decoded decoded, ScoreSheet sheet) throws StageException;
    }

    /** A decoded job and what the network said of it. */
    private record Looked(Decoded decoded, BatchScoring.Result result) {}

    private final PipelineConfig config;
    private final Stages.Pixels pixels;
    private final ImageScorer scorer;
    private final BatchScoring scoring;
    private final Results results;
    private final Runnable skipExplanations;
    private final InHand inHand;
    private final JobEnds ends;
    private final DecodedBudget budget;
    private final PatientOrder<Looked> order;
    private final Claimer claimer;
    private final Clock clock;
    private final Duration lease;
    private final LeaseWatch leases;
    private final Bell bell = new Bell();

    private final BoundedQueue<Job> toDecode;
    private final BoundedQueue<Decoded> toScore;
    private final BoundedQueue<Looked> toCompose;
    private final StagePool<Job> decoding;
    private final StagePool<Decoded> scorers;
    private final StagePool<Looked> composing;

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
            DiskSpaceCheck room,
            Clock clock) {
        this(
                config,
                new QueueJobs(stages.queue()),
                stages.pixels(),
                stages.scorer(),
                new Composer(config, stages)::complete,
                stages.events(),
                skipExplanations,
                room,
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
            DiskSpaceCheck room,
            Clock clock) {
        this.config = config;
        this.pixels = pixels;
        this.scorer = scorer;
        this.scoring = new BatchScoring(scorer);
        this.results = results;
        this.skipExplanations = skipExplanations;
        this.clock = clock;
        OngoingFailure queueFailure =
                new OngoingFailure(
                        LOG, "the queue fails, nothing is scored", FAILURE_LOG_INTERVAL, clock);
        inHand = new InHand(config.mostInHand());
        budget = new DecodedBudget(config.decodedBytes());
        ends = new JobEnds(jobs, inHand, config.retry(), clock, events, queueFailure, this::left);
        toDecode = new BoundedQueue<>(inHand.limit());
        toScore = new BoundedQueue<>(config.batch() * config.workers());
        // Never full: nobody who ends a job must wait to pass on those that waited for it.
        toCompose = new BoundedQueue<>(2 * inHand.limit());
        order = new PatientOrder<>(this::toCompose);
        decoding =
                new StagePool<>(
                        "decode",
                        config.width(),
                        toDecode,
                        1,
                        this::decode,
                        (job, e) -> ends.failed(job, JobFailure.DECODING_FAILED, e));
        scorers =
                new StagePool<>(
                        "score",
                        config.workers(),
                        toScore,
                        config.batch(),
                        this::score,
                        (one, e) -> ends.failed(one.job(), JobFailure.SCORING_FAILED, e));
        composing =
                new StagePool<>(
                        "compose",
                        config.width(),
                        toCompose,
                        1,
                        this::compose,
                        (one, e) ->
                                ends.failed(one.decoded().job(), JobFailure.COMPOSING_FAILED, e));
        claimer =
                new Claimer(
                        config,
                        jobs,
                        inHand,
                        order,
                        ends,
                        room,
                        toDecode,
                        clock,
                        bell,
                        queueFailure);
        lease = jobs.lease();
        leases = new LeaseWatch(jobs, inHand, clock, bell, queueFailure);
        claiming = claimingThread();
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
        watch.scheduleWithFixedDelay(this::look, everyMs, everyMs, TimeUnit.MILLISECONDS);
    }

    /** Says that a job is new, so that nobody waits for the next look. */
    public void wakeUp() {
        bell.ring();
    }

    /** How many jobs are in hand. */
    public int inHand() {
        return inHand.limit() - inHand.room();
    }

    /** A job has left the hand: there is room for its image and for another job. */
    private void left(Job job) {
        order.left(job);
        budget.giveBack(job.id());
        claimer.left();
    }

    private void decode(List<Job> one) {
        Job job = one.get(0);
        if (!ends.isHeld(job)) {
            return;
        }
        PixelResult result;
        try {
            refuseRepeatedlyInterrupted(job);
            result = pixels.read(job.instance());
        } catch (StageException e) {
            ends.failed(job, JobFailure.DECODING_FAILED, e);
            return;
        }
        if (result instanceof PixelResult.Refused refused) {
            ends.notScored(
                    job,
                    JobFailure.DECODING_FAILED,
                    refused.code(),
                    refused.reason(),
                    refused.facts());
            return;
        }
        PixelResult.Accepted accepted = (PixelResult.Accepted) result;
        order.decoded(job, accepted.acquisition().patient());
        Prepared image = scorer.prepare(accepted.radiograph());
        budget.take(job.id(), bytes(image), () -> order.isFirst(job));
        if (!toScore.put(new Decoded(job, accepted, image))) {
            ends.putBack(one);
        }
    }

    /** Of the grey values and of the network's input. */
    private static long bytes(Prepared image) {
        int input = image.input().map(values -> values.length).orElse(0);
        return (long) Float.BYTES * (image.radiograph().grey().values().length + input);
    }

    private static void refuseRepeatedlyInterrupted(Job job) throws StageException {
        if (JobEnds.isInterruptedTooOften(job)) {
            throw new StageException(
                    FailureReason.PARK,
                    "started %d times without completing: each time the process ended while it worked"
                                    .formatted(job.interruptions())
                            + " on this image, at last on it alone. Check the image and the"
                            + " node's log before a retry");
        }
    }

    private void score(List<Decoded> waiting) {
        List<Decoded> batch = waiting.stream().filter(one -> ends.isHeld(one.job())).toList();
        List<BatchScoring.Result> said = scoring.of(batch.stream().map(Decoded::image).toList());
        for (int i = 0; i < batch.size(); i++) {
            order.ready(batch.get(i).job(), new Looked(batch.get(i), said.get(i)));
        }
    }

    private void toCompose(Looked one) {
        if (!toCompose.put(one)) {
            ends.putBack(List.of(one.decoded().job()));
        }
    }

    private void compose(List<Looked> one) {
        Decoded decoded = one.get(0).decoded();
        Job job = decoded.job();
        if (!ends.isHeld(job)) {
            return;
        }
        if (one.get(0).result() instanceof BatchScoring.Failed failed) {
            ends.failed(job, JobFailure.SCORING_FAILED, failed.cause());
            return;
        }
        Scoring said = ((BatchScoring.Done) one.get(0).result()).scoring();
        if (said instanceof Scoring.Refused refused) {
            ends.notScored(
                    job,
                    JobFailure.COMPOSING_FAILED,
                    NotScoredCode.LUNGS,
                    refused.reason(),
                    decoded.facts());
        } else {
            Scoring.Scored scored = (Scoring.Scored) said;
            scored.missingMap().ifPresent(why -> warn(job, why));
            ends.end(
                    job,
                    JobFailure.COMPOSING_FAILED,
                    () -> results.complete(decoded, scored.sheet()));
        }
    }

    private static void warn(Job job, String missingMap) {
        LOG.warn(
                "job {}, instance {}: {}; the heatmap shows the activation map",
                job.id(),
                job.instance().ref().sopInstanceUid(),
                missingMap);
    }

    /** Replaces threads that have ended, renews leases, and takes back what has expired. */
    void look() {
        try {
            decoding.replaceEnded();
            scorers.replaceEnded();
            composing.replaceEnded();
            replaceClaiming();
            putBackUnattended();
            leases.look();
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
        for (Job job : inHand.findUnattended(attended, clock.instant(), lease)) {
            LOG.error("job {} was claimed and no stage had it: put back", job.id());
            left(job);
        }
    }

    /**
     * Claims no more, puts back what the network has not begun, and waits for the rest, whose
     * explanations end early. What is not ended in time is put back, and its end, should it come,
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
        ends.putBack(toDecode.closeAndDrain());
        ends.putBack(toScore.closeAndDrain().stream().map(Decoded::job).toList());
        all &= decoding.join(deadlineNs);
        all &= scorers.join(deadlineNs);
        toCompose.close();
        all &= composing.join(deadlineNs);
        watch.shutdown();
        if (!all) {
            List<Job> unended = inHand.claimed();
            LOG.warn(
                    "jobs {} did not end in time: put back",
                    unended.stream().map(Job::id).toList());
            ends.putBack(unended);
        }
        return all;
    }

    private static boolean join(Thread thread, long deadlineNs) throws InterruptedException {
        long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
        thread.join(Math.max(1, leftMs));
        return !thread.isAlive();
    }

    /** Claims no more. */
    @Override
    public void close() {
        claimer.stop();
    }
}
