package org.brixianode.queue;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.brixianode.study.FailureReason;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of the queue: a bounded pool of connections and transactions that are durable when
 * they return. Thread-safe.
 */
public final class QueueDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QueueDatabase.class);

    /** How often a transaction is run that loses against others. */
    private static final int MAX_RUNS = 10;

    /** How long a stop waits for work that is under way. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private final QueueConfig config;
    private final Engine engine;
    private final HikariDataSource pool;
    private final ReadWriteLock closing = new ReentrantReadWriteLock(true);
    private volatile boolean closed;

    QueueDatabase(QueueConfig config, Engine engine, HikariDataSource pool) {
        this.config = config;
        this.engine = engine;
        this.pool = pool;
    }

    /**
     * Opens the database for a running node: creates or migrates the schema and, if it is a file,
     * lets visitors in.
     *
     * @throws StageException saying what to do; RETRY if another process has the file
     */
    public static QueueDatabase open(QueueConfig config) throws StageException {
        return DatabaseOpener.forNode(config, EmbeddedH2.FILE_SYSTEM);
    }

    /**
     * Opens the database for a passing command, through the running node if there is one. The
     * caller must not claim anything.
     *
     * @throws StageException saying what to do; RETRY if another process has the file and lets
     *     nobody in
     */
    public static QueueDatabase visit(QueueConfig config) throws StageException {
        return DatabaseOpener.forVisitor(config);
    }

    String nodeName() {
        return config.nodeName();
    }

    /** Whether other nodes may work on the same database. */
    boolean isShared() {
        return !config.isEmbedded();
    }

    /**
     * Returns if the database answers and still accepts work.
     *
     * @throws StageException otherwise
     */
    public void check() throws StageException {
        write(
                "check",
                sql -> {
                    sql.relyOnWhatIsThere();
                    return sql.first(row -> row.getInt(1), "SELECT 1");
                });
    }

    /** Runs a transaction; what it changed is durable when this returns. */
    <T> T write(String what, Sql.Work<T> work) throws StageException {
        return use(
                what,
                connection -> {
                    Sql sql = new Sql(connection);
                    T answer = commit(connection, sql, work);
                    if (sql.mustBeDurable()) {
                        engine.makeDurable(connection);
                    }
                    return answer;
                });
    }

    /** Runs a transaction that changes nothing. */
    <T> T read(String what, Sql.Work<T> work) throws StageException {
        return use(what, connection -> commit(connection, new Sql(connection), work));
    }

    private interface Use<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T use(String what, Use<T> use) throws StageException {
        closing.readLock().lock();
        try {
            if (closed) {
                throw new StageException(
                        FailureReason.RETRY, "queue: " + what + ": the database is closed");
            }
            return run(use, MAX_RUNS);
        } catch (SQLException e) {
            throw SqlFailures.during(what, e);
        } finally {
            closing.readLock().unlock();
        }
    }

    private <T> T run(Use<T> use, int maxRuns) throws SQLException {
        for (int run = 1; ; run++) {
            try (Connection connection = pool.getConnection()) {
                return use.with(connection);
            } catch (SQLException e) {
                if (!SqlFailures.lostARace(e) || run == maxRuns) {
                    throw e;
                }
            }
        }
    }

    /** Commits, or rolls everything back. */
    private static <T> T commit(Connection connection, Sql sql, Sql.Work<T> work)
            throws SQLException {
        try {
            T answer = work.run(sql);
            connection.commit();
            return answer;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        }
    }

    private static void rollBack(Connection connection, Throwable reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /**
     * Takes no more work, waits up to {@code STOP_TIMEOUT} for what is under way, and closes the
     * file. A second call does nothing.
     *
     * @throws StageException if the file could not be closed in order; what was acknowledged is
     *     durable all the same
     */
    @Override
    public void close() throws StageException {
        boolean quiet = awaitQuiet();
        try {
            if (closed) {
                return;
            }
            closed = true;
            pool.close();
            engine.stop();
        } catch (SQLException e) {
            throw SqlFailures.during("close", e);
        } finally {
            if (quiet) {
                closing.writeLock().unlock();
            }
        }
    }

    private boolean awaitQuiet() {
        boolean quiet = false;
        try {
            quiet = closing.writeLock().tryLock(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!quiet) {
            LOG.warn("the database is closed while work on it is under way");
        }
        return quiet;
    }
}
