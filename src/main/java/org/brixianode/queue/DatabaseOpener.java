package org.brixianode.queue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.brixianode.study.FailureReason;
import org.brixianode.study.StageException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;

/** Opens the database of a configuration with its engine. */
final class DatabaseOpener {

    private static final Duration LOCK_POLL = Duration.ofMillis(100);
    private static final int COMMAND_POOL_SIZE = 2;

    /** Minimum number of idle connections. */
    private static final int MIN_IDLE = 2;

    /** How long further idle connections are kept. */
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(10);

    static {
        H2Server.bindToLoopback();
    }

    private interface Attempt {
        Engine run() throws SQLException, IOException;
    }

    /**
     * Opens the database for a node and migrates the schema unless this process has already done
     * so.
     */
    static LiveDatabase forNode(QueueConfig config, String fileSystem, boolean schemaIsCurrent)
            throws StageException {
        Engine engine =
                config.isEmbedded()
                        ? waitForLock(config, () -> EmbeddedH2.forNode(config, fileSystem))
                        : new Postgres(config.url());
        return open(config, engine, config.poolSize(), schemaIsCurrent);
    }

    static LiveDatabase forCommand(QueueConfig config) throws StageException {
        return open(config, engineForCommand(config), COMMAND_POOL_SIZE, false);
    }

    /** The engine alone: the schema stays as it is. */
    static Engine engineForCommand(QueueConfig config) throws StageException {
        return config.isEmbedded()
                ? waitForLock(config, () -> fileOrServer(config))
                : new Postgres(config.url());
    }

    /** Retries while another process, such as a command or a stopping node, has locked the file. */
    private static Engine waitForLock(QueueConfig config, Attempt attempt) throws StageException {
        long deadline = System.nanoTime() + config.connectionTimeout().toNanos();
        while (true) {
            try {
                return attempt.run();
            } catch (SQLException e) {
                if (!SqlFailures.isInUse(e) || System.nanoTime() - deadline > 0) {
                    throw SqlFailures.opening(config, e);
                }
            } catch (IOException e) {
                throw cannotOpen(config, e);
            }
            pause(config);
        }
    }

    private static Engine fileOrServer(QueueConfig config) throws SQLException, IOException {
        try {
            return EmbeddedH2.forCommand(config);
        } catch (SQLException e) {
            Optional<H2Server.Key> key = H2Server.readKey(H2Location.of(config.url()).accessFile());
            if (!SqlFailures.isInUse(e) || key.isEmpty()) {
                throw e;
            }
            return throughServer(key.get(), config, e);
        }
    }

    private static Engine throughServer(H2Server.Key key, QueueConfig config, SQLException locked)
            throws SQLException {
        try {
            return RemoteH2.connectThrough(key, config);
        } catch (SQLException e) {
            if (SqlFailures.isWrongUser(e)) {
                throw e;
            }
            locked.addSuppressed(e);
            throw locked;
        }
    }

    private static LiveDatabase open(
            QueueConfig config, Engine engine, int poolSize, boolean schemaIsCurrent)
            throws StageException {
        StoredFiles files = new StoredFiles(config.storage());
        @Nullable HikariDataSource pool = null;
        try {
            if (engine.ownsSchema() && !schemaIsCurrent) {
                migrate(new EngineSource(engine, config), files);
            }
            pool = pool(config, engine, poolSize);
            engine.ready();
            return new LiveDatabase(engine, pool, files);
        } catch (SQLException | RuntimeException e) {
            StageException failure = cannotOpen(config, e);
            close(engine, pool, failure);
            throw failure;
        }
    }

    private static HikariDataSource pool(QueueConfig config, Engine engine, int poolSize) {
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName("queue");
        hikari.setDataSource(new EngineSource(engine, config));
        hikari.setMaximumPoolSize(poolSize);
        hikari.setMinimumIdle(MIN_IDLE);
        hikari.setConnectionTimeout(config.connectionTimeout().toMillis());
        hikari.setInitializationFailTimeout(config.connectionTimeout().toMillis());
        hikari.setConnectionInitSql(engine.sessionSql(config));
        hikari.setAutoCommit(false);
        hikari.setMaxLifetime(config.connectionLifetime().toMillis());
        hikari.setKeepaliveTime(0);
        if (poolSize > MIN_IDLE) {
            // The pool requires it to be shorter than the lifetime and at least ten seconds.
            hikari.setIdleTimeout(
                    Math.min(IDLE_TIMEOUT.toMillis(), config.connectionLifetime().toMillis() / 2));
        }
        return new HikariDataSource(hikari);
    }

    /**
     * Migrates the schema on connections that are closed here, not on those of the pool: H2 drops
     * CHECK constraints with the session that created them.
     */
    private static void migrate(DataSource source, StoredFiles files) {
        Flyway flyway =
                Flyway.configure()
                        .dataSource(source)
                        .locations("classpath:db/migration")
                        .javaMigrations(new RelativePaths(files))
                        .load();
        refuseNewer(flyway.info().all());
        flyway.migrate();
    }

    /**
     * A schema that a newer release has changed may have columns and states of which this release
     * knows nothing. Flyway itself would go on with a warning.
     */
    private static void refuseNewer(MigrationInfo[] migrations) {
        Optional<MigrationVersion> newer =
                Stream.of(migrations)
                        .filter(one -> one.getState() == MigrationState.FUTURE_SUCCESS)
                        .map(MigrationInfo::getVersion)
                        .max(Comparator.naturalOrder());
        if (newer.isPresent()) {
            throw new IllegalStateException(
                    ("a newer release of Brixia Node has used it (its schema has version %s, which this"
                                    + " release does not know). Start that release, or restore the"
                                    + " backup that was made before the upgrade")
                            .formatted(newer.get()));
        }
    }

    private static void close(Engine engine, @Nullable HikariDataSource pool, Exception reason) {
        if (pool != null) {
            pool.close();
        }
        try {
            engine.stop();
        } catch (SQLException | RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private static StageException cannotOpen(QueueConfig config, Exception e) {
        if (e instanceof SQLException sql) {
            return SqlFailures.opening(config, sql);
        }
        if (e.getCause() instanceof SQLException sql) {
            return SqlFailures.opening(config, sql);
        }
        return new StageException(
                FailureReason.PARK,
                "cannot open the database %s: %s".formatted(config.url(), e.getMessage()),
                e);
    }

    private static void pause(QueueConfig config) throws StageException {
        try {
            Thread.sleep(LOCK_POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageException(
                    FailureReason.RETRY,
                    "interrupted while waiting for the database " + config.url(),
                    e);
        }
    }

    private DatabaseOpener() {}
}
