package org.brixianode.queue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.brixianode.study.DurationText;

/**
 * Configuration of the queue's database.
 *
 * @param url {@code jdbc:h2:file:PATH} for the embedded database, {@code jdbc:postgresql:...} for
 *     one that several nodes can share
 * @param user may be empty for the embedded database
 * @param password may be empty for the embedded database
 * @param storage the folder of images and results; the tables store paths relative to it
 * @param nodeName name of the node that is written on claims, with a number of the process; shows
 *     operators which node holds a job
 * @param lease duration of the lease of a claimed job or delivery, from 5 seconds to an hour
 * @param poolSize number of connections, {@value #MIN_POOL_SIZE} to {@value #MAX_POOL_SIZE}
 * @param connectionTimeout timeout of waiting for a free connection, and at the start for the lock
 *     of the file
 * @param statementTimeout timeout of an SQL statement, including waiting for locks
 * @param connectionLifetime after which the pool replaces a connection, from 30 seconds to a day
 */
public record QueueConfig(
        String url,
        String user,
        String password,
        Path storage,
        String nodeName,
        Duration lease,
        int poolSize,
        Duration connectionTimeout,
        Duration statementTimeout,
        Duration connectionLifetime) {

    public static final String DEFAULT_NODE_NAME = "node";
    public static final Duration DEFAULT_LEASE = Duration.ofMinutes(1);
    public static final int DEFAULT_POOL_SIZE = 16;
    public static final Duration DEFAULT_CONNECTION_TIMEOUT = Duration.ofSeconds(10);
    public static final Duration DEFAULT_STATEMENT_TIMEOUT = Duration.ofSeconds(30);
    public static final Duration DEFAULT_CONNECTION_LIFETIME = Duration.ofMinutes(30);

    static final int MIN_POOL_SIZE = 2;
    static final int MAX_POOL_SIZE = 64;

    private static final int MAX_NODE_NAME = 64;
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(250);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);

    private static final Duration MIN_LEASE = Duration.ofSeconds(5);
    private static final Duration MAX_LEASE = Duration.ofHours(1);

    /** For a shorter lifetime HikariCP uses its default. */
    private static final Duration MIN_LIFETIME = Duration.ofSeconds(30);

    private static final Duration MAX_LIFETIME = Duration.ofDays(1);
    private static final String POSTGRESQL = "jdbc:postgresql:";

    /**
     * A parameter such as {@code sslpassword}, or {@code user:password@host}; URLs appear in
     * messages.
     */
    private static final Pattern SECRET_IN_URL = Pattern.compile("(?i)password=|//[^/?]*@");

    /**
     * @throws IllegalArgumentException if a value is invalid; the message names every one
     */
    public QueueConfig {
        List<String> problems = new ArrayList<>(problemsOfUrl(url));
        if (nodeName.isBlank() || nodeName.length() > MAX_NODE_NAME) {
            problems.add(
                    "node-name '%s' must have 1 to %d characters"
                            .formatted(nodeName, MAX_NODE_NAME));
        }
        if (poolSize < MIN_POOL_SIZE || poolSize > MAX_POOL_SIZE) {
            problems.add(
                    "pool-size %d must be %d to %d"
                            .formatted(poolSize, MIN_POOL_SIZE, MAX_POOL_SIZE));
        }
        check("queue.lease", lease, MIN_LEASE, MAX_LEASE, problems);
        check("connection-timeout", connectionTimeout, MIN_TIMEOUT, MAX_TIMEOUT, problems);
        check("statement-timeout", statementTimeout, MIN_TIMEOUT, MAX_TIMEOUT, problems);
        check("connection-lifetime", connectionLifetime, MIN_LIFETIME, MAX_LIFETIME, problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /** A configuration with every other value at its default. */
    public static QueueConfig of(String url, String user, String password, Path storage) {
        return new QueueConfig(
                url,
                user,
                password,
                storage,
                DEFAULT_NODE_NAME,
                DEFAULT_LEASE,
                DEFAULT_POOL_SIZE,
                DEFAULT_CONNECTION_TIMEOUT,
                DEFAULT_STATEMENT_TIMEOUT,
                DEFAULT_CONNECTION_LIFETIME);
    }

    /** Whether the database is an embedded H2 file. */
    public boolean isEmbedded() {
        return H2Location.matches(url);
    }

    /**
     * The node name with the number of a process, within the length of the tables' column. The
     * number distinguishes nodes with the same name, and a node before and after a restart.
     */
    String holder(int process) {
        String number = "#" + HexFormat.of().toHexDigits(process);
        int maxName = MAX_NODE_NAME - number.length();
        return nodeName.substring(0, Math.min(nodeName.length(), maxName)) + number;
    }

    /** The password is masked. */
    @Override
    public String toString() {
        return "QueueConfig[url=%s, user=%s, password=%s, storage=%s, nodeName=%s, lease=%s, poolSize=%d, connectionTimeout=%s, statementTimeout=%s, connectionLifetime=%s]"
                .formatted(
                        url,
                        user,
                        password.isEmpty() ? "" : "***",
                        storage,
                        nodeName,
                        lease,
                        poolSize,
                        connectionTimeout,
                        statementTimeout,
                        connectionLifetime);
    }

    private static List<String> problemsOfUrl(String url) {
        if (H2Location.matches(url)) {
            return H2Location.problemsOf(url);
        }
        if (!url.startsWith(POSTGRESQL)) {
            return List.of("url must start with %s or %s".formatted(H2Location.PREFIX, POSTGRESQL));
        }
        return SECRET_IN_URL.matcher(url).find()
                ? List.of("the password belongs into its own key, not into the url")
                : List.of();
    }

    private static void check(
            String name, Duration value, Duration least, Duration most, List<String> problems) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(
                    "%s %s must be %s to %s"
                            .formatted(
                                    name,
                                    DurationText.of(value),
                                    DurationText.of(least),
                                    DurationText.of(most)));
        }
    }
}
