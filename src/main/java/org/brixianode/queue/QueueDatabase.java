package org.brixianode.queue;

import com.zaxxer.hikari.HikariPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.brixianode.study.FailureReason;
import org.brixianode.study.FailureText;
import org.brixianode.study.StageException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of the queue: a bounded pool of connections and durable transactions. Thread-safe.
 *
 * <p>An embedded database that closes itself after a failed write, as on a full disk, is reopened
 * by the next call; until that succeeds every call fails.
 */
public final class QueueDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QueueDatabase.class);

    /** How long closing waits for running transactions. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration REOPEN_INTERVAL = Duration.ofSeconds(2);

    private final QueueConfig config;
    private final String holder;
    private final boolean isNode;
    private final LiveDatabase.Opener opener;

    /** Transactions hold the read lock; closing or opener the database holds the write lock. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

    private volatile LiveDatabase live;
    private volatile boolean closed;

    /** Why the last attempt to open it again failed. */
    private volatile @Nullable StageException unopened;

    private long lastOpenedNanos;

    private QueueDatabase(
            QueueConfig config, boolean isNode, LiveDatabase live, LiveDatabase.Opener opener) {
        this.config = config;
        this.holder = config.holder(new SecureRandom().nextInt());
        this.isNode = isNode;
        this.opener = opener;
        this.live = live;
        this.lastOpenedNanos = System.nanoTime();
    }

    /**
     * Opens the database for a node: creates or migrates the schema and, if it is embedded, lets
     * commands connect.
     *
     * @throws StageException with advice for the operator; RETRY if another process has locked the
     *     file
     */
    public static QueueDatabase open(QueueConfig config) throws StageException {
        return open(config, EmbeddedH2.FILE_SYSTEM);
    }

    /**
     * Opens the database on one of H2's file systems.
     *
     * @param fileSystem H2's prefix of the file system
     */
    static QueueDatabase open(QueueConfig config, String fileSystem) throws StageException {
        return new QueueDatabase(
                config,
                true,
                DatabaseOpener.forNode(config, fileSystem, false),
                () -> DatabaseOpener.forNode(config, fileSystem, true));
    }

    /**
     * Opens the database for a command, through the running node if there is one. The caller must
     * not claim jobs or deliveries.
     *
     * @throws StageException with advice for the operator; RETRY if another process has locked the
     *     file and gives no access
     */
    public static QueueDatabase openForCommand(QueueConfig config) throws StageException {
        return new QueueDatabase(
                config,
                false,
                DatabaseOpener.forCommand(config),
                () -> DatabaseOpener.forCommand(config));
    }

    /** The file that the first start creates, where the embedded database does not exist yet. */
    public static Optional<Path> missingFile(QueueConfig config) {
        return config.isEmbedded()
                ? Optional.of(H2Location.of(config.url()).file()).filter(Files::notExists)
                : Optional.empty();
    }

    /** Whether this is connected to the embedded database of a running node. */
    public boolean isOfRunningNode() {
        return !live.engine().ownsSchema();
    }

    /** The holder that is written on claimed jobs and deliveries; unique to this process. */
    String holder() {
        return holder;
    }

    Duration lease() {
        return config.lease();
    }

    /** Whether no node runs: a command has opened the embedded database directly. */
    boolean isWithoutNode() {
        return !isNode && live.engine() instanceof EmbeddedH2;
    }

    /** Whether other nodes can use the same database. */
    boolean isShared() {
        return !config.isEmbedded();
    }

    /**
     * Checks that the database durably accepts the writes that an image causes.
     *
     * @throws StageException if it does not
     */
    public void check() throws StageException {
        change(
                "try the tables",
                sql -> {
                    IntakeProbe.testTables(sql);
                    IntakeProbe.write(sql, Instant.now());
                });
    }

    /**
     * Replaces the connections of the pool, as at the end of their lifetime: free ones now, the
     * others when they are returned.
     */
    public void renewConnections() {
        live.pool().getHikariPoolMXBean().softEvictConnections();
    }

    /** The use of the connection pool at this moment. */
    public PoolUse poolUse() {
        HikariPoolMXBean pool = live.pool().getHikariPoolMXBean();
        return new PoolUse(
                pool.getActiveConnections(),
                pool.getIdleConnections(),
                live.pool().getMaximumPoolSize(),
                pool.getThreadsAwaitingConnection());
    }

    /**
     * Closes and reopens a database that fails although it is not down. Waits for running
     * transactions.
     *
     * @throws StageException if it cannot be opened, running transactions do not end, or the node
     *     must be restarted
     */
    public void reopen() throws StageException {
        if (live.engine().needsRestart()) {
            throw new StageException(
                    FailureReason.PARK, "queue: a sync to the disk has failed: restart the node");
        }
        if (!lockExclusively(config.connectionTimeout())) {
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
        stopQuietly();
        try {
            live = opener.open();
        } catch (StageException e) {
            unopened = e;
            throw e;
        }
        unopened = null;
        LOG.info("the database is open again");
    }

    /**
     * Runs a transaction, which is durable on return.
     *
     * @param what the operation, for the failure message
     */
    <T> T run(String what, Sql.Work<T> work) throws StageException {
        if (live.engine().isDown()) {
            reopenIfDown(what);
        }
        lock.readLock().lock();
        try {
            refuseIfClosed(what);
            refuseIfUnopened();
            return live.transact(work);
        } catch (SQLException e) {
            throw SqlFailures.during(what, e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Runs a transaction without a result. */
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

    /** The closed pool itself says nothing of use to an operator. */
    private void refuseIfUnopened() throws StageException {
        StageException why = unopened;
        if (why != null) {
            throw new StageException(FailureReason.RETRY, FailureText.of(why), why);
        }
    }

    private void reopenIfDown(String what) throws StageException {
        if (!lockExclusively(config.connectionTimeout())) {
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

    private void stopQuietly() {
        try {
            live.stop();
        } catch (SQLException e) {
            LOG.warn("the database had closed itself: {}", e.getMessage());
        }
    }

    /**
     * Waits up to 30 seconds for running transactions and closes the database. A second call has no
     * effect.
     *
     * @throws StageException if closing fails; committed transactions are durable nevertheless
     */
    @Override
    public void close() throws StageException {
        boolean locked = lockExclusively(STOP_TIMEOUT);
        if (!locked) {
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
            if (locked) {
                lock.writeLock().unlock();
            }
        }
    }

    /** Waits for running transactions and takes the write lock; false after the timeout. */
    private boolean lockExclusively(Duration timeout) {
        try {
            return lock.writeLock().tryLock(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
