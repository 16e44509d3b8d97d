package org.brixianode.queue;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.brixianode.study.FailureReason;
import org.brixianode.study.FailureText;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of the queue: a bounded pool of connections and transactions that are durable when
 * they return. Thread-safe.
 *
 * <p>An embedded database that shuts itself after a failed write, as on a full disk, is opened
 * again by the next call; until that succeeds every call is refused.
 */
public final class QueueDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QueueDatabase.class);

    /** How long a stop waits for work that is under way. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration REOPEN_INTERVAL = Duration.ofSeconds(2);

    private final QueueConfig config;
    private final String holder;
    private final boolean isNode;
    private final LiveDatabase.Opening reopening;

    /** Work holds the read lock; who closes or replaces the database holds the write lock. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

    private volatile LiveDatabase live;
    private volatile boolean closed;
    private long lastOpenedNanos;

    private QueueDatabase(
            QueueConfig config, boolean isNode, LiveDatabase live, LiveDatabase.Opening reopening) {
        this.config = config;
        this.holder = config.holder(new SecureRandom().nextInt());
        this.isNode = isNode;
        this.reopening = reopening;
        this.live = live;
        this.lastOpenedNanos = System.nanoTime();
    }

    /**
     * Opens the database for a running node: creates or migrates the schema and, if it is a file,
     * lets passing commands connect.
     *
     * @throws StageException saying what to do; RETRY if another process has the file
     */
    public static QueueDatabase open(QueueConfig config) throws StageException {
        return open(config, EmbeddedH2.FILE_SYSTEM);
    }

    /**
     * As {@link #open(QueueConfig)}, on another of H2's file systems.
     *
     * @param fileSystem H2's prefix for it
     */
    static QueueDatabase open(QueueConfig config, String fileSystem) throws StageException {
        return new QueueDatabase(
                config,
                true,
                DatabaseOpener.forNode(config, fileSystem, false),
                () -> DatabaseOpener.forNode(config, fileSystem, true));
    }

    /**
     * Opens the database for a passing command, through the running node if there is one. The
     * caller must not claim anything.
     *
     * @throws StageException saying what to do; RETRY if another process has the file and lets
     *     nobody in
     */
    public static QueueDatabase visit(QueueConfig config) throws StageException {
        return new QueueDatabase(
                config,
                false,
                DatabaseOpener.forVisitor(config),
                () -> DatabaseOpener.forVisitor(config));
    }

    /** Whether a node has still to make the database: it is embedded and has no file yet. */
    public static boolean isToBeMade(QueueConfig config) {
        return config.isEmbedded() && !Files.exists(H2Location.of(config.url()).file());
    }

    /** Whether this is a visit to the embedded database of a node that runs. */
    public boolean isOfRunningNode() {
        return !live.engine().ownsSchema();
    }

    /**
     * What is written on the jobs and deliveries that are claimed here; no other process has it.
     */
    String holder() {
        return holder;
    }

    Duration lease() {
        return config.lease();
    }

    /** Whether nobody but a passing command has the database: no node runs. */
    boolean isAlone() {
        return !isNode && live.engine() instanceof EmbeddedH2;
    }

    /** Whether other nodes may work on the same database. */
    boolean isShared() {
        return !config.isEmbedded();
    }

    /**
     * Returns if the database takes what an image on its way writes, durably.
     *
     * @throws StageException otherwise
     */
    public void check() throws StageException {
        change(
                "try the tables",
                sql -> {
                    IntakeProbe.tryTables(sql);
                    IntakeProbe.write(sql, Instant.now());
                });
    }

    /**
     * Replaces the connections of the pool by new ones, as their age does one day: the free ones
     * now, the others when they are given back.
     */
    public void renewConnections() {
        live.pool().getHikariPoolMXBean().softEvictConnections();
    }

    /**
     * Closes the database and opens it again, when it fails though it is not down. Waits for work
     * that is under way.
     *
     * @throws StageException if it did not open, work on it does not end, or only a restart of the
     *     node helps
     */
    public void reopen() throws StageException {
        if (live.engine().needsRestart()) {
            throw new StageException(
                    FailureReason.PARK, "queue: a sync to the disk has failed: restart the node");
        }
        if (!lockAlone(config.connectionTimeout())) {
            throw new StageException(
                    FailureReason.RETRY,
                    "queue: the database is not reopened: work on it is stuck");
        }
        try {
            refuseIfClosed("reopen");
            replace();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void replace() throws StageException {
        lastOpenedNanos = System.nanoTime();
        stopDead();
        live = reopening.open();
        LOG.info("the database is open again");
    }

    /**
     * Runs a transaction; what it changed is durable when this returns.
     *
     * @param what for the message if it fails
     */
    <T> T run(String what, Sql.Work<T> work) throws StageException {
        if (live.engine().isDown()) {
            openAgain(what);
        }
        lock.readLock().lock();
        try {
            refuseIfClosed(what);
            return live.transact(work);
        } catch (SQLException e) {
            throw SqlFailures.during(what, e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** As {@link #run}, for what gives nothing. */
    void change(String what, Sql.Change change) throws StageException {
        run(
                what,
                sql -> {
                    change.run(sql);
                    return true;
                });
    }

    private void refuseIfClosed(String what) throws StageException {
        if (closed) {
            throw new StageException(
                    FailureReason.RETRY, "queue: " + what + ": the database is closed");
        }
    }

    private void openAgain(String what) throws StageException {
        if (!lockAlone(config.connectionTimeout())) {
            throw new StageException(
                    FailureReason.RETRY,
                    "queue: " + what + ": the database has closed itself and work on it is stuck");
        }
        try {
            refuseIfClosed(what);
            if (live.engine().isDown()) {
                refuseIfTooSoon(what);
                replace();
            }
        } catch (StageException e) {
            throw new StageException(FailureReason.RETRY, FailureText.of(e), e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void refuseIfTooSoon(String what) throws StageException {
        if (System.nanoTime() - lastOpenedNanos < REOPEN_INTERVAL.toNanos()) {
            throw new StageException(
                    FailureReason.RETRY,
                    "queue: " + what + ": the database has closed itself after a failed write");
        }
    }

    private void stopDead() {
        try {
            live.stop();
        } catch (SQLException e) {
            LOG.warn("the database had closed itself: {}", e.getMessage());
        }
    }

    /**
     * Takes no more work, waits up to 30 seconds for what is under way, and closes the file. A
     * second call does nothing.
     *
     * @throws StageException if the file could not be closed in order; what was acknowledged is
     *     durable all the same
     */
    @Override
    public void close() throws StageException {
        boolean alone = lockAlone(STOP_TIMEOUT);
        if (!alone) {
            LOG.warn("the database is closed while work on it is under way");
        }
        try {
            if (!closed) {
                closed = true;
                live.stop();
            }
        } catch (SQLException e) {
            throw SqlFailures.during("close", e);
        } finally {
            if (alone) {
                lock.writeLock().unlock();
            }
        }
    }

    /** Waits until no work is under way; holds it off if the answer is true. */
    private boolean lockAlone(Duration timeout) {
        try {
            return lock.writeLock().tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
