package org.brixianode.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.brixianode.study.PrivateFiles;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded H2 database, opened by this process (docs/adr/0003).
 *
 * <p>{@code WRITE_DELAY=0} makes H2 write each commit to the file before it returns, in the
 * caller's thread; {@code CHECKPOINT SYNC} then syncs the file. The file is locked by the operating
 * system, so that the lock ends with the process. With {@code DB_CLOSE_ON_EXIT=FALSE} the node
 * closes the database itself. H2's asynchronous file channel is used because interrupting a thread
 * in the ordinary one closes the database.
 */
final class EmbeddedH2 implements Engine {

    /** H2's name for its asynchronous file channels. */
    static final String FILE_SYSTEM = "async:";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedH2.class);

    /** The databases that this process has open; H2 itself does not prevent opening one twice. */
    private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private static final String SETTINGS =
            ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;TRACE_LEVEL_FILE=0";

    /** Limit in ms of the compaction at shutdown. */
    private static final String MAX_COMPACT_TIME = ";MAX_COMPACT_TIME=3000";

    private static final Duration COMPACT_INTERVAL = Duration.ofSeconds(5);
    private static final int COMPACT_BELOW_PERCENT = 70;
    private static final int COMPACT_BYTES = 1 << 20;
    private static final Duration COMPACT_STOP_TIMEOUT = Duration.ofSeconds(10);

    private final H2Location location;
    private final String databaseName;
    private final String url;
    private final Connection ownConnection;
    private final boolean withServer;
    private final GroupSync sync = new GroupSync(EmbeddedH2::checkpoint);
    private final ScheduledExecutorService compactor =
            Executors.newSingleThreadScheduledExecutor(EmbeddedH2::compactorThread);
    private final MVStore store;
    private @Nullable H2Server server;

    private EmbeddedH2(
            H2Location location,
            String databaseName,
            String url,
            Connection ownConnection,
            boolean withServer)
            throws SQLException {
        this.location = location;
        this.databaseName = databaseName;
        this.url = url;
        this.ownConnection = ownConnection;
        this.store = storeOf(ownConnection);
        this.withServer = withServer;
    }

    /**
     * Opens the file for a running node, creating it if there is none.
     *
     * @param fileSystem H2's name of the file system, {@link #FILE_SYSTEM} except in tests
     */
    static EmbeddedH2 forNode(QueueConfig config, String fileSystem)
            throws SQLException, IOException {
        return open(config, fileSystem, "", true);
    }

    /** Opens an existing file for a command. */
    static EmbeddedH2 forCommand(QueueConfig config) throws SQLException, IOException {
        return open(config, FILE_SYSTEM, ";IFEXISTS=TRUE", false);
    }

    private static EmbeddedH2 open(
            QueueConfig config, String fileSystem, String furtherSettings, boolean withServer)
            throws SQLException, IOException {
        H2Location location = H2Location.of(config.url());
        if (withServer) {
            PrivateFiles.createFolders(location.folder());
        }
        String name = fileSystem + location.database();
        String url =
                "jdbc:h2:"
                        + name
                        + location.settings()
                        + SETTINGS
                        + MAX_COMPACT_TIME
                        + furtherSettings;
        registerInThisProcess(location.database());
        try {
            Connection ownConnection =
                    DriverManager.getConnection(url, config.user(), config.password());
            refuseReadOnly(ownConnection, location);
            restrict(location);
            Files.deleteIfExists(location.accessFile());
            return new EmbeddedH2(location, name, url, ownConnection, withServer);
        } catch (SQLException | IOException | RuntimeException e) {
            OPEN_HERE.remove(location.database());
            throw e;
        }
    }

    /** H2 creates its files with the umask; the trace file exists only after a failure. */
    private static void restrict(H2Location location) {
        for (Path file : List.of(location.file(), location.trace())) {
            try {
                if (Files.exists(file)) {
                    PrivateFiles.restrict(file);
                }
            } catch (IOException e) {
                LOG.warn("{} may be readable by other users: {}", file, e.toString());
            }
        }
    }

    /**
     * Prevents a second opening in this process, which H2 permits; closing the first would close
     * both.
     */
    private static void registerInThisProcess(Path database) throws SQLException {
        if (!OPEN_HERE.add(database)) {
            throw SqlFailures.inUse(database);
        }
    }

    private static void refuseReadOnly(Connection ownConnection, H2Location location)
            throws SQLException {
        if (ownConnection.isReadOnly()) {
            ownConnection.createStatement().execute("SHUTDOWN");
            throw new SQLException("no permission to write " + location.file());
        }
    }

    /** Fails if the store is closed, since H2 would open the file a second time. */
    @Override
    public synchronized Connection connect(QueueConfig config) throws SQLException {
        if (isDown()) {
            throw new SQLException("the database has closed itself after a failed write");
        }
        return DriverManager.getConnection(url, config.user(), config.password());
    }

    @Override
    public String sessionSql(QueueConfig config) {
        return H2Session.sql(config);
    }

    @Override
    public boolean ownsSchema() {
        return true;
    }

    @Override
    public void ready() throws SQLException {
        compactor.scheduleWithFixedDelay(
                this::compact,
                COMPACT_INTERVAL.toMillis(),
                COMPACT_INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
        if (withServer) {
            openServer();
        }
    }

    private void openServer() throws SQLException {
        try {
            server = H2Server.open(location.accessFile(), databaseName);
        } catch (IOException e) {
            throw new SQLException("cannot write " + location.accessFile(), e);
        }
    }

    @Override
    public void makeDurable(Connection connection) throws SQLException {
        sync.await(connection);
    }

    /**
     * After a failed write the store is only partly closed: a rollback would corrupt its usage
     * count, and the next statement of any thread could loop for ever. Therefore it is closed at
     * once and not used any furtherSettings.
     */
    @Override
    public synchronized void afterFailure() {
        if (store.getPanicException() != null) {
            store.closeImmediately();
            closeServer();
        }
    }

    @Override
    public boolean isDown() {
        return store.isClosed();
    }

    @Override
    public boolean needsRestart() {
        return sync.hasFailed();
    }

    @Override
    public void stop() throws SQLException {
        try {
            closeServer();
            stopCompactor();
            shutDown();
        } finally {
            OPEN_HERE.remove(location.database());
        }
    }

    private void shutDown() throws SQLException {
        try (Statement statement = ownConnection.createStatement()) {
            statement.execute("SHUTDOWN");
        }
    }

    private void closeServer() {
        if (server == null) {
            return;
        }
        try {
            server.close();
            server = null;
        } catch (IOException e) {
            LOG.warn("could not remove {}: a stale one is harmless", location.accessFile(), e);
        }
    }

    private void stopCompactor() {
        compactor.shutdown();
        try {
            if (!compactor.awaitTermination(
                    COMPACT_STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "the compaction of {} did not end within {}",
                        location.file(),
                        COMPACT_STOP_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void checkpoint(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        }
    }

    /**
     * Compacts the file in small steps. Without a write delay H2 does not do this itself, and the
     * file would grow with every commit.
     */
    private void compact() {
        try {
            if (!store.isClosed() && store.compact(COMPACT_BELOW_PERCENT, COMPACT_BYTES)) {
                store.commit();
            }
        } catch (RuntimeException e) {
            LOG.warn("compacting {} failed", location.file(), e);
            afterFailure();
        }
    }

    private static MVStore storeOf(Connection connection) throws SQLException {
        SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        return session.getDatabase().getStore().getMvStore();
    }

    private static Thread compactorThread(Runnable task) {
        Thread thread = new Thread(task, "queue-compact");
        thread.setDaemon(true);
        return thread;
    }
}
