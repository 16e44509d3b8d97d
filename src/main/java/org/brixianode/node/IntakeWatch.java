package org.brixianode.node;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.brixianode.config.NodeConfig;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.DurationText;
import org.brixianode.study.FailureText;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks at an interval, and after each failure of the intake, whether the node can accept an
 * image: writes and syncs a file in the spool and writes the rows of a job in the database. If the
 * database fails, its connections are replaced, and if that does not help it is reopened.
 */
final class IntakeWatch {

    /** Reception, as far as it is checked. */
    @FunctionalInterface
    interface Reception {
        void probe() throws IOException;
    }

    /** The database, as far as it is checked and repaired. */
    interface Database {
        void check() throws StageException;

        void renewConnections();

        void reopen() throws StageException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(IntakeWatch.class);
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);

    private final NodeConfig.IntakeProbe config;
    private final Reception reception;
    private final Database database;
    private final IntakeHealth health;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(IntakeWatch::thread);

    IntakeWatch(
            NodeConfig.IntakeProbe config,
            Reception reception,
            Database database,
            IntakeHealth health) {
        this.config = config;
        this.reception = reception;
        this.database = database;
        this.health = health;
    }

    static Database of(QueueDatabase database) {
        return new Database() {
            @Override
            public void check() throws StageException {
                database.check();
            }

            @Override
            public void renewConnections() {
                database.renewConnections();
            }

            @Override
            public void reopen() throws StageException {
                database.reopen();
            }
        };
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "intake-watch");
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        timer.scheduleWithFixedDelay(
                this::check, 0, config.interval().toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Schedules a check after the intake has failed for an image; calls until it runs share one
     * check.
     */
    void checkSoon() {
        if (scheduled.compareAndSet(false, true)) {
            try {
                timer.execute(this::check);
            } catch (RejectedExecutionException e) {
                LOG.debug("intake not tested: the node is stopping");
            }
        }
    }

    void check() {
        scheduled.set(false);
        try {
            checkAll();
            health.succeeded();
        } catch (IOException | StageException | RuntimeException | Error e) {
            health.failed(FailureText.of(e), e);
        }
    }

    private void checkAll() throws IOException, StageException {
        reception.probe();
        try {
            database.check();
        } catch (StageException first) {
            LOG.debug("the database fails; trying with new connections", first);
            database.renewConnections();
            repair();
        }
    }

    private void repair() throws StageException {
        try {
            database.check();
        } catch (StageException second) {
            LOG.debug("the database fails; opening it again", second);
            try {
                database.reopen();
            } catch (StageException e) {
                second.addSuppressed(e);
                throw second;
            }
            database.check();
        }
    }

    void stop() throws InterruptedException {
        timer.shutdown();
        if (!timer.awaitTermination(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("the test of the intake did not end within {}", DurationText.of(STOP_WAIT));
        }
        health.stopped();
    }
}
