package org.brixianode.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds other people's programs and data. Where one is missing the test is aborted and says which;
 * with BRIXIA_REQUIRE_PEERS=1 (programs) and BRIXIA_REQUIRE_SHARED=1 (data), as environment
 * variables or system properties, it fails.
 */
public final class Peers {

    private static final String PROGRAMS_REQUIRED = "BRIXIA_REQUIRE_PEERS";
    private static final String SHARED_REQUIRED = "BRIXIA_REQUIRE_SHARED";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CONNECT_MS = 5_000;

    /** Kept, since a socket that nobody refers to is closed. */
    private static final Queue<Socket> HELD = new ConcurrentLinkedQueue<>();

    private static final String[] FIRST_FOLDERS = {"/usr/bin", "/usr/sbin"};

    /** A program's path: Debian's program before another of the same name on PATH. */
    public static String program(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Optional<Path> found =
                Stream.concat(Stream.of(FIRST_FOLDERS), Stream.of(path.split(":")))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, name))
                        .filter(Files::isExecutable)
                        .findFirst();
        return found.orElseGet(() -> missing("the program " + name, PROGRAMS_REQUIRED)).toString();
    }

    /** A Python that has a module: that of {@code bin/test --install} before others on PATH. */
    public static String python(String module) throws IOException, InterruptedException {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        List<Path> pythons =
                Stream.concat(Stream.of("target/lint/bin"), Stream.of(path.split(":")))
                        .filter(folder -> !folder.isEmpty())
                        .map(folder -> Path.of(folder, "python3").toAbsolutePath())
                        .filter(Files::isExecutable)
                        .toList();
        for (Path python : pythons) {
            Tool.Result asked = Tool.run(PATIENCE, python.toString(), "-c", "import " + module);
            if (asked.exitCode() == 0) {
                return python.toString();
            }
        }
        return missing("Python's module " + module, PROGRAMS_REQUIRED).toString();
    }

    /** Something beside the checkout, where the system property brixia.shared points. */
    public static Path shared(String relative) {
        Path path = Path.of(System.getProperty("brixia.shared", "../shared"), relative);
        return Files.exists(path)
                ? path.toAbsolutePath().normalize()
                : missing("the shared file " + relative, SHARED_REQUIRED);
    }

    /** A file that a package of the system brings. */
    public static Path file(Path path, String of) {
        return Files.exists(path)
                ? path
                : missing(path.getFileName() + " of " + of, PROGRAMS_REQUIRED);
    }

    private static Path missing(String what, String required) {
        String message = "this test needs " + what + ", which is not here";
        if (isSet(required)) {
            return Assertions.fail(message + ", and " + required + " is set");
        }
        Assumptions.abort(message);
        throw new IllegalStateException("not reached");
    }

    private static boolean isSet(String name) {
        return "1".equals(System.getenv(name)) || "1".equals(System.getProperty(name));
    }

    /**
     * A port on which nobody listens until a test or its program does. It stays bound to a socket
     * that does not listen until this process ends, so that the system gives it to no one else: not
     * to another process that asks for any port, nor to a connection as its own end. Connections to
     * it are refused; whoever binds it to listen needs SO_REUSEADDR, as Java and other servers set
     * it on Unix.
     */
    public static int freePort() throws IOException {
        Socket held = new Socket();
        held.setReuseAddress(true);
        held.bind(new InetSocketAddress(0));
        HELD.add(held);
        return held.getLocalPort();
    }

    /**
     * Waits until a program listens on a port of loopback.
     *
     * @throws IOException with what the program has said, if it does not or has ended; it is ended
     *     then
     */
    public static void awaitPort(int port, Tool server) throws IOException {
        try {
            await().atMost(PATIENCE).until(() -> !server.isAlive() || listens(port));
        } catch (RuntimeException e) {
            throw silent(server, e);
        }
        if (!server.isAlive()) {
            throw silent(server, null);
        }
    }

    private static IOException silent(Tool server, @Nullable RuntimeException cause)
            throws IOException {
        String output = server.output();
        server.close();
        return new IOException("the peer does not listen:\n" + output, cause);
    }

    /** Waits until something listens on a port of loopback. */
    public static void awaitPort(int port) {
        await("port " + port).atMost(PATIENCE).until(() -> listens(port));
    }

    private static boolean listens(int port) {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Peers() {}
}
