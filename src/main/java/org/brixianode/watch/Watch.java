package org.brixianode.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.brixianode.ops.AlarmBoard;
import org.brixianode.ops.Health;
import org.brixianode.queue.Commitments;
import org.brixianode.queue.DeliveryAdmin;
import org.brixianode.queue.JobAdmin;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.queue.WorkFigures;
import org.brixianode.study.DurationText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks all conditions at an interval, and raises and clears their alarms. */
public final class Watch implements AutoCloseable {

    /** Comparisons with the last weeks read thousands of rows. */
    private static final Duration WEEKS_INTERVAL = Duration.ofMinutes(30);

    private static final Duration STOP_WAIT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Supplier<WatchConfig> config;
    private final Clock clock;
    private final List<ScheduledCondition> conditions;
    private final WatchHealth health;
    private final Runnable afterCheck;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Watch::thread);

    /**
     * @param config thresholds, read at each check; the interval is read at the start
     * @param afterCheck called after each check, on its thread
     */
    public Watch(
            Supplier<WatchConfig> config,
            WatchedNode node,
            QueueDatabase database,
            AlarmBoard board,
            Clock clock,
            Runnable afterCheck) {
        this.config = config;
        this.clock = clock;
        this.afterCheck = afterCheck;
        this.health = new WatchHealth(config, node, board, clock);
        this.conditions = new Maker(config, node, database, board, clock).all();
    }

    /** Makes the conditions. */
    private record Maker(
            Supplier<WatchConfig> config,
            WatchedNode node,
            QueueDatabase database,
            AlarmBoard board,
            Clock clock) {

        List<ScheduledCondition> all() {
            WorkFigures figures = new WorkFigures(database);
            return List.of(
                    often("threads", new WorkersGone(node.endedThreads(), node.replacement())),
                    often("clock", new ClockJumps(() -> config.get().clockJump(), node.nanoTime())),
                    often(
                            "disk",
                            new DiskSpace(
                                    node.freeBytes(),
                                    () -> config.get().diskLowBytes(),
                                    node.marks())),
                    often("senders", node.rejections()::check),
                    often("earlier radiographs", node.missedPriors()::check),
                    often(
                            "destinations",
                            new DestinationTroubles(node.contacts(), node.destinations(), config)),
                    often(
                            "waiting results",
                            new WaitingResults(
                                    new DeliveryAdmin(database),
                                    node.contacts(),
                                    node.destinations(),
                                    config)),
                    every(
                            MINUTE,
                            "uncommitted results",
                            new UncommittedResults(
                                    new Commitments(database), node.destinations(), config)),
                    often("scoring", new StalledScoring(figures, node.progress(), config)),
                    often("running jobs", new HangingJobs(figures, config)),
                    often("failed jobs", new FailedJobs(new JobAdmin(database))),
                    every(MINUTE, "unscored images", unscored(figures)),
                    every(MINUTE, "model files", new ModelFiles(node.modelFolder())),
                    every(
                            MINUTE,
                            "certificates",
                            new Certificates(
                                    node.stores(), () -> config.get().certificateExpires())),
                    every(
                            MINUTE,
                            "reception",
                            new NothingReceived(figures, node.zone(), clock.instant(), config)),
                    every(WEEKS_INTERVAL, "scores", new ScoreDrift(figures, config)),
                    every(
                            WEEKS_INTERVAL,
                            "images",
                            new ImageDrift(figures, node.radiographs(), config)));
        }

        private Condition unscored(WorkFigures figures) {
            return new UnscoredImages(figures, node.radiographs(), config);
        }

        private ScheduledCondition often(String name, Condition condition) {
            return every(Duration.ZERO, name, condition);
        }

        private ScheduledCondition every(Duration interval, String name, Condition condition) {
            return new ScheduledCondition(name, condition, interval, board, clock);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "watch");
        thread.setDaemon(true);
        return thread;
    }

    /** Checks now and then at the interval. */
    public void start() {
        timer.scheduleWithFixedDelay(
                this::check, 0, config.get().interval().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Checks all conditions that are due. */
    public void check() {
        Instant now = clock.instant();
        for (ScheduledCondition one : conditions) {
            one.run(now);
            // A slow database delays each: that is progress, and no restart helps.
            health.checked(clock.instant());
        }
        try {
            afterCheck.run();
        } catch (RuntimeException | Error e) {
            LOG.error("what follows a check failed", e);
        }
        health.checked(clock.instant());
    }

    /** Whether the process works; if not, a restart may help. */
    public Health live() {
        return health.live();
    }

    /** Whether the node can do its work; if not, an operator has to act. */
    public Health ready() {
        return health.ready();
    }

    /**
     * Waits for a running check, which is not interrupted: that would close the files of an
     * embedded database.
     */
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the watch did not end within {}", DurationText.of(STOP_WAIT));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
