package org.brixianode.pipeline;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.brixianode.ops.OngoingFailure;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims jobs while their number is below the limit, the first received first, and passes them to
 * decoding in that order. An interrupted job is claimed alone, when no other job is claimed.
 * Without free disk space no job is claimed.
 */
final class Claimer {

    private static final Logger LOG = LoggerFactory.getLogger(Claimer.class);

    private final PipelineConfig config;
    private final Jobs jobs;
    private final ClaimedJobs claimedJobs;
    private final PatientOrder<?> order;
    private final JobOutcomes outcomes;
    private final DiskSpaceCheck disk;
    private final BoundedQueue<Job> toDecode;
    private final Clock clock;
    private final Semaphore wakeUp;
    private final OngoingFailure queueFailure;
    private final OngoingFailure diskFull;
    private volatile boolean stopping;
    private volatile List<Job> handedOver = List.of();
    private volatile Instant lastLook;
    private volatile Instant lastClaim;

    /** Whether the claimer waits for a claimed job to end. */
    private volatile boolean waitsForRelease;

    Claimer(
            PipelineConfig config,
            Jobs jobs,
            ClaimedJobs claimedJobs,
            PatientOrder<?> order,
            JobOutcomes outcomes,
            DiskSpaceCheck disk,
            BoundedQueue<Job> toDecode,
            Clock clock,
            Semaphore wakeUp,
            OngoingFailure queueFailure) {
        this.config = config;
        this.jobs = jobs;
        this.claimedJobs = claimedJobs;
        this.order = order;
        this.outcomes = outcomes;
        this.disk = disk;
        this.toDecode = toDecode;
        this.clock = clock;
        this.wakeUp = wakeUp;
        this.queueFailure = queueFailure;
        this.lastLook = clock.instant();
        this.lastClaim = lastLook;
        this.diskFull =
                new OngoingFailure(LOG, "scoring pauses", Pipeline.FAILURE_LOG_INTERVAL, clock);
    }

    /** Claims jobs until it is stopped. */
    void run() {
        while (!stopping) {
            try {
                if (!claimOnce()) {
                    awaitWakeUp();
                }
            } catch (StageException e) {
                queueFailure.failed(e.getMessage() + "; next look in " + config.poll(), e);
                awaitWakeUp();
            } catch (Throwable e) {
                LOG.error("claiming failed; next attempt in {}", config.poll(), e);
                awaitWakeUp();
            }
        }
    }

    /** Returns at once if it was woken up since the last wait. */
    private void awaitWakeUp() {
        try {
            if (wakeUp.tryAcquire(config.poll().toNanos(), TimeUnit.NANOSECONDS)) {
                wakeUp.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        stopping = true;
        wakeUp.release();
    }

    /** Called when a claimed job has been released. */
    void released() {
        if (waitsForRelease) {
            wakeUp.release();
        }
    }

    /** Claims once; returns whether more jobs may be due. */
    private boolean claimOnce() throws StageException {
        lastLook = clock.instant();
        outcomes.putBackUnended();
        waitsForRelease = true;
        int free = claimedJobs.capacity();
        if (free < Math.min(config.batch(), claimedJobs.limit()) || !hasDiskSpace()) {
            return false;
        }
        Instant now = clock.instant();
        Instant leaseUntil = now.plus(jobs.lease());
        boolean interrupted = jobs.isInterruptedDue(now);
        if (interrupted && !claimedJobs.isEmpty()) {
            return false;
        }
        waitsForRelease = false;
        List<Job> claimed =
                interrupted
                        ? jobs.claimInterrupted(now, leaseUntil).stream().toList()
                        : jobs.claim(free, now, leaseUntil);
        queueFailure.recovered();
        handOver(claimed);
        return interrupted || claimed.size() == free;
    }

    private void handOver(List<Job> claimed) {
        handedOver = claimed;
        if (!claimed.isEmpty()) {
            lastClaim = clock.instant();
        }
        try {
            claimedJobs.add(claimed);
            order.claimed(claimed);
            for (Job job : claimed) {
                if (stopping || !toDecode.put(job)) {
                    outcomes.putBack(List.of(job));
                }
            }
        } finally {
            handedOver = List.of();
        }
    }

    /** The claimed jobs that wait for capacity of the decoding queue. */
    List<Job> handedOver() {
        return handedOver;
    }

    /** When it last looked for due jobs. */
    Instant lastLook() {
        return lastLook;
    }

    /** When it last claimed jobs. */
    Instant lastClaim() {
        return lastClaim;
    }

    boolean isStopping() {
        return stopping;
    }

    private boolean hasDiskSpace() {
        Optional<String> shortage = disk.shortage();
        shortage.ifPresentOrElse(diskFull::failed, diskFull::recovered);
        return shortage.isEmpty();
    }
}
