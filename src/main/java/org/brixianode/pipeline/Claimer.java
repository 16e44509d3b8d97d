package org.brixianode.pipeline;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.brixianode.ops.OngoingFailure;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims jobs as there is room for them, the first received first, and hands them to decoding in
 * that order. A job that was interrupted before is claimed when nothing else is in hand, and alone.
 * Without room on the disk nothing is claimed.
 */
final class Claimer {

    private static final Logger LOG = LoggerFactory.getLogger(Claimer.class);

    private final PipelineConfig config;
    private final Jobs jobs;
    private final InHand inHand;
    private final PatientOrder<?> order;
    private final JobEnds ends;
    private final DiskSpaceCheck room;
    private final BoundedQueue<Job> toDecode;
    private final Clock clock;
    private final Bell bell;
    private final OngoingFailure queueFailure;
    private final OngoingFailure diskFull;
    private volatile boolean stopping;
    private volatile List<Job> handedOver = List.of();

    /** Whether room, or the end of what is in hand, is waited for. */
    private volatile boolean waitsForRoom;

    Claimer(
            PipelineConfig config,
            Jobs jobs,
            InHand inHand,
            PatientOrder<?> order,
            JobEnds ends,
            DiskSpaceCheck room,
            BoundedQueue<Job> toDecode,
            Clock clock,
            Bell bell,
            OngoingFailure queueFailure) {
        this.config = config;
        this.jobs = jobs;
        this.inHand = inHand;
        this.order = order;
        this.ends = ends;
        this.room = room;
        this.toDecode = toDecode;
        this.clock = clock;
        this.bell = bell;
        this.queueFailure = queueFailure;
        this.diskFull =
                new OngoingFailure(LOG, "scoring pauses", Pipeline.FAILURE_LOG_INTERVAL, clock);
    }

    /** Claims until it is stopped. */
    void run() {
        while (!stopping) {
            try {
                if (!claimOnce()) {
                    bell.await(config.poll());
                }
            } catch (StageException e) {
                queueFailure.failed(e.getMessage() + "; next look in " + config.poll(), e);
                bell.await(config.poll());
            } catch (Throwable e) {
                LOG.error("claiming failed; next attempt in {}", config.poll(), e);
                bell.await(config.poll());
            }
        }
    }

    void stop() {
        stopping = true;
        bell.ring();
    }

    /** A job has left the hand. */
    void left() {
        if (waitsForRoom) {
            bell.ring();
        }
    }

    /** Whether more jobs may be due. */
    private boolean claimOnce() throws StageException {
        ends.putBackUnended();
        waitsForRoom = true;
        int free = inHand.room();
        if (free < Math.min(config.batch(), inHand.limit()) || !hasDiskRoom()) {
            return false;
        }
        Instant now = clock.instant();
        Instant leaseUntil = now.plus(jobs.lease());
        boolean interrupted = jobs.isInterruptedDue(now);
        if (interrupted && !inHand.isEmpty()) {
            return false;
        }
        waitsForRoom = false;
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
        try {
            inHand.add(claimed);
            order.claimed(claimed);
            for (Job job : claimed) {
                if (stopping || !toDecode.put(job)) {
                    ends.putBack(List.of(job));
                }
            }
        } finally {
            handedOver = List.of();
        }
    }

    /** The jobs that wait for room in decoding. */
    List<Job> handedOver() {
        return handedOver;
    }

    boolean isStopping() {
        return stopping;
    }

    private boolean hasDiskRoom() {
        Optional<String> shortage = room.shortage();
        shortage.ifPresentOrElse(diskFull::failed, diskFull::recovered);
        return shortage.isEmpty();
    }
}
