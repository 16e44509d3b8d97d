package org.brixianode.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.brixianode.ops.Trouble;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pool that works on jobs. Stopped, it finishes the batches in hand and claims no more.
 *
 * <p>No failure ends it: a worker goes on after any {@link Throwable}, a thread that has ended all
 * the same is replaced, and a job that this node holds while nobody works on it is put back. A job
 * that was in hand when the process ended is worked on alone, so that another end tells which image
 * it is. Without room on the disk nothing is claimed.
 */
public final class Workers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    /** Between two looks after the workers, in polls. */
    private static final int POLLS_PER_WATCH = 5;

    private static final Duration TROUBLE_INTERVAL = Duration.ofMinutes(5);

    private final PipelineConfig config;
    private final Stages stages;
    private final Runnable hurry;
    private final Room room;
    private final JobBatch batch;
    private final Clock clock;
    private final InHand inHand;
    private final Bell bell = new Bell();
    private final Trouble queueTrouble;
    private final Trouble roomTrouble;

    /** Batches hold the read lock, a job that is worked on alone the write lock. */
    private final ReentrantReadWriteLock alone = new ReentrantReadWriteLock(true);

    private final List<Thread> threads = new ArrayList<>();
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(Workers::watchThread);
    private volatile boolean stopping;

    /**
     * @param hurry makes a batch in hand end early
     */
    public Workers(PipelineConfig config, Stages stages, Runnable hurry, Room room, Clock clock) {
        this.config = config;
        this.stages = stages;
        this.hurry = hurry;
        this.room = room;
        this.clock = clock;
        this.inHand = new InHand(stages.queue());
        this.queueTrouble =
                new Trouble(LOG, "the queue fails, nothing is scored", TROUBLE_INTERVAL, clock);
        this.roomTrouble = new Trouble(LOG, "scoring pauses", TROUBLE_INTERVAL, clock);
        this.batch = new JobBatch(config, stages, clock, queueTrouble);
    }

    public synchronized void start() {
        for (int i = 1; i <= config.workers(); i++) {
            threads.add(startWorker(i));
        }
        long everyMs = config.poll().multipliedBy(POLLS_PER_WATCH).toMillis();
        watch.scheduleWithFixedDelay(this::lookAfter, everyMs, everyMs, TimeUnit.MILLISECONDS);
    }

    private Thread startWorker(int number) {
        Thread thread = new Thread(this::work, "worker-" + number);
        thread.start();
        return thread;
    }

    private static Thread watchThread(Runnable task) {
        Thread thread = new Thread(task, "worker-watch");
        thread.setDaemon(true);
        return thread;
    }

    /** Says that a job is new, so that nobody waits for the next look. */
    public void nudge() {
        bell.ring();
    }

    private void work() {
        while (!stopping) {
            try {
                if (!hasRoom() || !workOnce()) {
                    bell.await(config.poll());
                }
            } catch (StageException e) {
                queueTrouble.failed(e.getMessage() + "; next look in " + config.poll(), e);
                bell.await(config.poll());
            } catch (Throwable e) {
                LOG.error("a worker failed and goes on in {}", config.poll(), e);
                bell.await(config.poll());
            }
        }
    }

    private boolean hasRoom() {
        Optional<String> shortage = room.shortage();
        shortage.ifPresentOrElse(roomTrouble::failed, roomTrouble::over);
        return shortage.isEmpty();
    }

    /** Whether there was something to do. */
    private boolean workOnce() throws StageException {
        Instant now = clock.instant();
        Instant leaseUntil = now.plus(stages.queue().lease());
        if (stages.queue().isInterruptedDue(now)) {
            return claimAndRun(
                    alone.writeLock(),
                    () -> stages.queue().claimInterrupted(now, leaseUntil).stream().toList());
        }
        return claimAndRun(
                alone.readLock(), () -> stages.queue().claim(config.batch(), now, leaseUntil));
    }

    private boolean claimAndRun(Lock lock, InHand.Claim claim) throws StageException {
        lock.lock();
        try {
            List<Job> jobs = stopping ? List.of() : inHand.take(claim);
            try {
                queueTrouble.over();
                batch.run(jobs);
            } finally {
                inHand.release(jobs);
            }
            return !jobs.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void lookAfter() {
        try {
            replaceEnded();
            List<Long> back =
                    inHand.putBackUnattended(clock.instant().plus(config.retry().first()));
            if (!back.isEmpty()) {
                LOG.warn("jobs {} were held while no worker had them: put back", back);
                bell.ring();
            }
        } catch (StageException e) {
            queueTrouble.failed(e.getMessage(), e);
        } catch (Throwable e) {
            LOG.error("looking after the workers failed; goes on", e);
        }
    }

    private synchronized void replaceEnded() {
        for (int i = 0; i < threads.size() && !stopping; i++) {
            if (!threads.get(i).isAlive()) {
                LOG.error("{} had ended; another takes its place", threads.get(i).getName());
                threads.set(i, startWorker(i + 1));
            }
        }
    }

    /**
     * Waits for the batches in hand, whose explanations end early. What is not ended in time is put
     * back, and its end, should it come, is refused.
     *
     * @return whether every worker ended in time
     */
    public boolean stop(Duration wait) throws InterruptedException {
        hurry.run();
        close();
        long endNs = System.nanoTime() + wait.toNanos();
        boolean all = true;
        for (Thread thread : threads()) {
            long leftMs = Math.max(1, (endNs - System.nanoTime()) / 1_000_000);
            thread.join(leftMs);
            all &= !thread.isAlive();
        }
        watch.awaitTermination(Math.max(1, endNs - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (!all) {
            giveUp();
        }
        return all;
    }

    private synchronized List<Thread> threads() {
        return List.copyOf(threads);
    }

    private void giveUp() {
        try {
            LOG.warn("jobs {} did not end in time: put back", inHand.releaseAll(clock.instant()));
        } catch (StageException e) {
            LOG.warn("what did not end in time is put back at the next start", e);
        }
    }

    @Override
    public void close() {
        stopping = true;
        watch.shutdown();
        bell.ring();
    }
}
