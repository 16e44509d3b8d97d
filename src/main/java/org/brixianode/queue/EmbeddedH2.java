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
 * The embedded database, open in this process (docs/adr/0003).
 *
 * <p>{@code WRITE_DELAY=0} makes H2 write each commit to the file before it returns, in the
 * caller's thread; {@code CHECKPOINT SYNC} then syncs the file. The lock is the operating system's
 * on the file, so that none outlives its process. {@code DB_CLOSE_ON_EXIT=FALSE} leaves the stop to
 * us. H2's asynchronous file channel is used because an interrupt of a thread in the ordinary one
 * closes the database.
 */
final class EmbeddedH2 implements Engine {

    /** H2's name for its asynchronous file channels. */
    static final String FILE_SYSTEM = "async:";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedH2.class);

    /** What this process has open; H2 itself would not mind a second time. */
    private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private static final String SETTINGS =
            ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;TRACE_LEVEL_FILE=0";

    /** What an ordered stop may spend on shrinking the file. */
    private static final String MAX_COMPACT_TIME = ";MAX_COMPACT_TIME=3000";

    private static final Duration TIDY_INTERVAL = Duration.ofSeconds(5);
    private static final int TIDY_BELOW_PERCENT = 70;
    private static final int TIDY_BYTES = 1 << 20;
    private static final Duration TIDY_STOP = Duration.ofSeconds(10);

    private final H2Location location;
    private final String databaseName;
    private final String url;
    private final Connection keeper;
    private final boolean withDoor;
    private final GroupSync sync = new GroupSync(EmbeddedH2::checkpoint);
    private final ScheduledExecutorService tidier =
            Executors.newSingleThreadScheduledExecutor(EmbeddedH2::tidierThread);
    private final MVStore store;
    private @Nullable H2Server server;

    private EmbeddedH2(
            H2Location location,
            String databaseName,
            String url,
            Connection keeper,
            boolean withDoor)
            throws SQLException {
        this.location = location;
        this.databaseName = databaseName;
        this.url = url;
        this.keeper = keeper;
        this.store = storeOf(keeper);
        this.withDoor = withDoor;
    }

    /**
     * Opens the file for a running node, creating it if there is none.
     *
     * @param fileSystem H2's name of the file system, {@link #FILE_SYSTEM} but for tests
     */
    static EmbeddedH2 forNode(QueueConfig config, String fileSystem)
            throws SQLException, IOException {
        return open(config, fileSystem, "", true);
    }

    /** Opens the file for a passing command; there must be one. */
    static EmbeddedH2 forVisitor(QueueConfig config) throws SQLException, IOException {
        return open(config, FILE_SYSTEM, ";IFEXISTS=TRUE", false);
    }

    private static EmbeddedH2 open(
            QueueConfig config, String fileSystem, String more, boolean withDoor)
            throws SQLException, IOException {
        H2Location location = H2Location.of(config.url());
        if (withDoor) {
            PrivateFiles.createFolders(location.folder());
        }
        String name = fileSystem + location.database();
        String url = "jdbc:h2:" + name + location.settings() + SETTINGS + MAX_COMPACT_TIME + more;
        claimInThisProcess(location.database());
        try {
            Connection keeper = DriverManager.getConnection(url, config.user(), config.password());
            refuseReadOnly(keeper, location);
            restrict(location);
            Files.deleteIfExists(location.accessFile());
            return new EmbeddedH2(location, name, url, keeper, withDoor);
        } catch (SQLException | IOException | RuntimeException e) {
            OPEN_HERE.remove(location.database());
            throw e;
        }
    }

    /** H2 makes its files by the umask; its trace file is there only after a failure. */
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

    /** H2 would let a second opener of the same process in, and the first stop would end both. */
    private static void claimInThisProcess(Path database) throws SQLException {
        if (!OPEN_HERE.add(database)) {
            throw SqlFailures.inUse(database);
        }
    }

    private static void refuseReadOnly(Connection keeper, H2Location location) throws SQLException {
        if (keeper.isReadOnly()) {
            keeper.createStatement().execute("SHUTDOWN");
            throw new SQLException("no permission to write " + location.file());
        }
    }

    /** Refuses on a store that is shut: H2 would open it once more, beside this. */
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
        tidier.scheduleWithFixedDelay(
                this::tidy,
                TIDY_INTERVAL.toMillis(),
                TIDY_INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
        if (withDoor) {
            openDoor();
        }
    }

    private void openDoor() throws SQLException {
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
     * A store that could not write stays half open: a rollback then disturbs its count of users,
     * and the next statement of any thread may loop for ever. So it is closed at once, and nothing
     * more is done on a store that is closed.
     */
    @Override
    public synchronized void afterFailure() {
        if (store.getPanicException() != null) {
            store.closeImmediately();
            closeDoor();
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
            closeDoor();
            stopTidier();
            shutDown();
        } finally {
            OPEN_HERE.remove(location.database());
        }
    }

    private void shutDown() throws SQLException {
        try (Statement statement = keeper.createStatement()) {
            statement.execute("SHUTDOWN");
        }
    }

    private void closeDoor() {
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

    private void stopTidier() {
        tidier.shutdown();
        try {
            if (!tidier.awaitTermination(TIDY_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the tidying of {} did not end within {}", location.file(), TIDY_STOP);
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
     * Gives the space of outdated pages back, a little at a time. Without a write delay H2 leaves
     * this undone, and the file would grow with every commit.
     */
    private void tidy() {
        try {
            if (!store.isClosed() && store.compact(TIDY_BELOW_PERCENT, TIDY_BYTES)) {
                store.commit();
            }
        } catch (RuntimeException e) {
            LOG.warn("tidying {} failed", location.file(), e);
            afterFailure();
        }
    }

    private static MVStore storeOf(Connection connection) throws SQLException {
        SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        return session.getDatabase().getStore().getMvStore();
    }

    private static Thread tidierThread(Runnable task) {
        Thread thread = new Thread(task, "queue-tidy");
        thread.setDaemon(true);
        return thread;
    }
}
