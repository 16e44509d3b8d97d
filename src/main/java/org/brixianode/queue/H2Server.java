package org.brixianode.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.h2.engine.SysProperties;
import org.h2.tools.Server;

/**
 * Lets the operator's commands into the database file of a running node, which holds its lock: H2's
 * own server on the loopback address, for who can read a secret in a file beside the database.
 *
 * <p>Who connects has all rights on the database, and with them may run code in the node; therefore
 * the secret, which changes with every start, and the file's permissions.
 */
final class H2Server implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int SECRET_BYTES = 32;
    private static final int FILE_LINES = 2;

    static {
        bindToLoopback();
    }

    /**
     * How to connect.
     *
     * @param port on the loopback address
     * @param secret what H2 takes for the database's name
     */
    record Key(int port, String secret) {

        String url() {
            return "jdbc:h2:tcp://" + LOOPBACK + ":" + port + "/" + secret;
        }
    }

    private final Path file;
    private final Server server;

    private H2Server(Path file, Server server) {
        this.file = file;
        this.server = server;
    }

    /**
     * H2 reads the address to bind to once, when its classes load; without it, it listens on every
     * address. So this comes before the first use of H2.
     */
    static void bindToLoopback() {
        if (System.getProperty("h2.bindAddress") == null) {
            System.setProperty("h2.bindAddress", LOOPBACK);
        }
    }

    /**
     * @param file where the key is left
     * @param database H2's name of the open database
     */
    static H2Server open(Path file, String database) throws SQLException, IOException {
        if (!LOOPBACK.equals(SysProperties.BIND_ADDRESS)) {
            throw new SQLException(
                    "H2 would listen on %s instead of %s: take -Dh2.bindAddress away"
                            .formatted(SysProperties.BIND_ADDRESS, LOOPBACK));
        }
        String secret = newSecret();
        Server server =
                Server.createTcpServer(
                        "-tcpPort", "0", "-tcpDaemon", "-ifExists", "-key", secret, database);
        server.start();
        H2Server opened = new H2Server(file, server);
        try {
            write(file, new Key(server.getPort(), secret));
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    /** The key of the node that runs now or ran last; absent if there is none or half of one. */
    static Optional<Key> keyIn(Path file) throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return lines.size() == FILE_LINES && lines.get(0).matches("\\d{1,5}")
                ? Optional.of(new Key(Integer.parseInt(lines.get(0)), lines.get(1)))
                : Optional.empty();
    }

    private static void write(Path file, Key key) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(aside);
        Files.createFile(aside, onlyForTheOwner(aside));
        Files.write(aside, List.of(Integer.toString(key.port()), key.secret()));
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] onlyForTheOwner(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    private static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Shuts out who is in. */
    @Override
    public void close() throws IOException {
        server.stop();
        Files.deleteIfExists(file);
    }
}
