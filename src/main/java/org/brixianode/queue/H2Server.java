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
 * Gives commands access to the database of a running node, which has locked the file: H2's server
 * on the loopback address, protected by a secret in a file beside the database.
 *
 * <p>A client has all rights on the database and can therefore run code in the node. Hence the
 * secret, which changes with every start, and the permissions of its file.
 */
final class H2Server implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int SECRET_BYTES = 32;
    private static final int FILE_LINES = 2;

    static {
        bindToLoopback();
    }

    /**
     * Port and secret of a server.
     *
     * @param port TCP port on the loopback address
     * @param secret the secret, which H2 expects in place of the database name
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
     * Makes H2 bind to the loopback address. H2 reads the property once, when its classes are
     * loaded, and otherwise binds to every address; therefore this must be called before the first
     * use of H2.
     */
    static void bindToLoopback() {
        if (System.getProperty("h2.bindAddress") == null) {
            System.setProperty("h2.bindAddress", LOOPBACK);
        }
    }

    /**
     * @param file the file to which the key is written
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

    /**
     * The key of the node that runs or ran last; empty if there is none or the file is incomplete.
     */
    static Optional<Key> readKey(Path file) throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return lines.size() == FILE_LINES && lines.get(0).matches("\\d{1,5}")
                ? Optional.of(new Key(Integer.parseInt(lines.get(0)), lines.get(1)))
                : Optional.empty();
    }

    private static void write(Path file, Key key) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, ownerOnly(temporary));
        Files.write(temporary, List.of(Integer.toString(key.port()), key.secret()));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
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

    /** Disconnects all clients. */
    @Override
    public void close() throws IOException {
        server.stop();
        Files.deleteIfExists(file);
    }
}
