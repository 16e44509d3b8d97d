package org.brixianode.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.pixels.PixelStage;
import org.brixianode.queue.JobQueue;
import org.brixianode.queue.ResultMemory;
import org.brixianode.report.ReportStage;
import org.brixianode.score.Scorer;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pool that works on jobs. Stopped, it finishes the batches in hand and claims no more. */
public final class Workers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final PipelineConfig config;
    private final JobQueue queue;
    private final Scorer scorer;
    private final JobBatch batch;
    private final Clock clock;
    private final Bell bell = new Bell();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    /**
     * @param afterScore called when deliveries are new in the outbox
     */
    public Workers(
            PipelineConfig config,
            JobQueue queue,
            ResultMemory memory,
            PixelStage pixels,
            Scorer scorer,
            ReportStage report,
            Clock clock,
            Runnable afterScore) {
        this.config = config;
        this.queue = queue;
        this.scorer = scorer;
        this.clock = clock;
        this.batch =
                new JobBatch(
                        config,
                        new JobBatch.Stages(queue, memory, pixels, scorer, report, afterScore),
                        clock);
    }

    public void start() {
        for (int i = 1; i <= config.workers(); i++) {
            Thread thread = new Thread(this::work, "worker-" + i);
            thread.start();
            threads.add(thread);
        }
    }

    /** Says that a job is new, so that nobody waits for the next look. */
    public void nudge() {
        bell.ring();
    }

    private void work() {
        while (!stopping) {
            try {
                List<Job> jobs = queue.claim(config.batch(), clock.instant());
                if (jobs.isEmpty()) {
                    bell.await(config.poll());
                } else {
                    batch.run(jobs);
                }
            } catch (StageException e) {
                LOG.error("the queue failed; next look in {}", config.poll(), e);
                bell.await(config.poll());
            } catch (RuntimeException e) {
                LOG.error("a worker failed; its jobs are put back at the next start", e);
                bell.await(config.poll());
            }
        }
    }

    /**
     * Waits for the batches in hand, whose explanations end early.
     *
     * @return whether every worker ended in time; else its jobs are put back at the next start
     */
    public boolean stop(Duration wait) throws InterruptedException {
        scorer.hurry();
        stopping = true;
        bell.ring();
        long endNs = System.nanoTime() + wait.toNanos();
        boolean all = true;
        for (Thread thread : threads) {
            long leftMs = Math.max(1, (endNs - System.nanoTime()) / 1_000_000);
            thread.join(leftMs);
            all &= !thread.isAlive();
        }
        return all;
    }

    @Override
    public void close() {
        stopping = true;
        bell.ring();
    }
}
