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
import org.brixianode.study.FailureText;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries at an interval, and after each failure of the intake, whether the node could take an image:
 * a synced file in the spool, and in the database the rows of a job. A database that fails gets new
 * connections, and if that does not help is opened again.
 */
final class IntakeWatch {

    /** What is tried. */
    @FunctionalInterface
    interface Reception {
        void probe() throws IOException;
    }

    /** The database, as far as it is tried and mended. */
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
    private final AtomicBoolean asked = new AtomicBoolean();
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
                this::look, 0, config.interval().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The intake has failed for an image: looks soon, once for all who ask meanwhile. */
    void lookSoon() {
        if (asked.compareAndSet(false, true)) {
            try {
                timer.execute(this::look);
            } catch (RejectedExecutionException e) {
                LOG.debug("intake not tested: the node is stopping");
            }
        }
    }

    void look() {
        asked.set(false);
        try {
            tryAll();
            health.works();
        } catch (IOException | StageException | RuntimeException | Error e) {
            health.fails(FailureText.of(e), e);
        }
    }

    private void tryAll() throws IOException, StageException {
        reception.probe();
        try {
            database.check();
        } catch (StageException first) {
            LOG.debug("the database fails; trying with new connections", first);
            database.renewConnections();
            tryAgain();
        }
    }

    private void tryAgain() throws StageException {
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
            LOG.warn("the test of the intake did not end within {}", STOP_WAIT);
        }
        health.stops();
    }
}
