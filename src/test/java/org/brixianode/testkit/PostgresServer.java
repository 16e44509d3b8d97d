package org.brixianode.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL server on the loopback address for the tests of this process, started when the first
 * one asks and stopped with the process. Where the server's programs are missing the test is
 * aborted, as {@link Peers} says. Run by root, it is started as the user postgres, since it refuses
 * root.
 */
public final class PostgresServer {

    /** Where Debian keeps the programs that are not on the path. */
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private static final String OWNER = "brixia";
    private static final String SYSTEM_USER = "postgres";
    private static final Duration START = Duration.ofMinutes(2);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static PostgresServer running;

    private final int port;

    private PostgresServer(int port) {
        this.port = port;
    }

    /**
     * Makes an empty database.
     *
     * @return its JDBC url
     */
    public static String newDatabase() throws IOException, SQLException, InterruptedException {
        return running().create("queue" + DATABASES.incrementAndGet());
    }

    /** The user who owns every database; any password does. */
    public static String user() {
        return OWNER;
    }

    /**
     * Ends the connections of a database and removes it.
     *
     * @param url from {@link #newDatabase}
     */
    public static void drop(String url) throws IOException, SQLException, InterruptedException {
        try (Connection connection = running().connect("postgres");
                Statement statement = connection.createStatement()) {
            String name = url.substring(url.lastIndexOf('/') + 1);
            statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
        }
    }

    private static synchronized PostgresServer running() throws IOException, InterruptedException {
        if (running == null) {
            running = start();
        }
        return running;
    }

    private String create(String name) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return url(name);
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), OWNER, "");
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static PostgresServer start() throws IOException, InterruptedException {
        String initdb = program("initdb");
        String postgres = program("postgres");
        Path folder = Files.createTempDirectory("brixia-postgres");
        if (isRoot()) {
            run(folder, List.of("chown", SYSTEM_USER, folder.toString()));
        }
        String data = folder.resolve("data").toString();
        run(
                folder,
                asServer(
                        initdb,
                        "-D",
                        data,
                        "-U",
                        OWNER,
                        "-A",
                        "trust",
                        "-E",
                        "UTF8",
                        "--locale=C",
                        "--no-sync"));
        int port = Peers.freePort();
        // Without fsync, for speed: what these tests show is not what survives a power loss.
        List<String> command =
                asServer(
                        postgres,
                        "-D",
                        data,
                        "-p",
                        Integer.toString(port),
                        "-k",
                        folder.toString(),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "fsync=off",
                        "-c",
                        "max_connections=200");
        Process process = builder(folder, command).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, folder)));
        PostgresServer server = new PostgresServer(port);
        await().atMost(START)
                .ignoreExceptions()
                .until(() -> !process.isAlive() || server.answers());
        if (!process.isAlive()) {
            throw new IOException("PostgreSQL: " + Files.readString(folder.resolve("log")));
        }
        return server;
    }

    private boolean answers() throws SQLException {
        connect("postgres").close();
        return true;
    }

    private static void stop(Process process, Path folder) {
        try {
            // At once: it would wait for the end of every session, and its files go anyway.
            new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid())).start().waitFor();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            delete(folder);
        } catch (IOException | InterruptedException e) {
            System.err.println("the PostgreSQL server of the tests left " + folder + ": " + e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String program(String name) {
        try (Stream<Path> versions = Files.exists(DEBIAN) ? Files.list(DEBIAN) : Stream.empty()) {
            return versions.map(version -> version.resolve("bin").resolve(name))
                    .filter(Files::isExecutable)
                    .map(Path::toString)
                    .findFirst()
                    .orElseGet(() -> Peers.program(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static List<String> asServer(String... command) {
        List<String> all = new ArrayList<>();
        if (isRoot()) {
            all.addAll(
                    List.of(
                            Peers.program("setpriv"),
                            "--reuid=" + SYSTEM_USER,
                            "--regid=" + SYSTEM_USER,
                            "--init-groups"));
        }
        all.addAll(List.of(command));
        return all;
    }

    private static ProcessBuilder builder(Path folder, List<String> command) {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    }

    private static void run(Path folder, List<String> command)
            throws IOException, InterruptedException {
        if (builder(folder, command).start().waitFor() != 0) {
            throw new IOException(command + " failed: " + Files.readString(folder.resolve("log")));
        }
    }
}
