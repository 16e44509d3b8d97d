package org.brixianode.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.EchoScu;

/** {@code serve} in a process of its own, which can be killed. */
public final class NodeProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);

    /** Longer than the node's waits for reception, scoring and sending together. */
    private static final Duration STOP = Duration.ofMinutes(4);

    private final Process process;
    private final Path log;
    private final int port;

    private NodeProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /**
     * @param config the configuration file's text
     * @param port the port in it
     */
    public static NodeProcess start(Path folder, String config, int port) throws IOException {
        Path file = Files.writeString(folder.resolve("node.conf"), config);
        Path log = Files.createTempFile(folder, "node", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx768m",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Djava.awt.headless=true",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.brixianode.cli.Main",
                                "serve",
                                "--config",
                                file.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        return new NodeProcess(builder.start(), log, port);
    }

    /** Waits until it answers a C-ECHO. */
    public NodeProcess awaitReady() {
        DimseDestination node =
                new DimseDestination(
                        "node", TestNode.TITLE, "127.0.0.1", port, java.util.Optional.empty());
        DimseConfig sending = DimseConfig.defaults(TestNode.SENDER);
        Awaitility.await("the node's start, logged in " + log)
                .atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !process.isAlive() || EchoScu.echo(sending, node).ok());
        if (!process.isAlive()) {
            throw new IllegalStateException("the node ended:\n" + output());
        }
        return this;
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /**
     * SIGTERM.
     *
     * @return the exit code
     */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the node did not stop:\n" + output());
        }
        return process.exitValue();
    }

    /** What it has written so far; a character may be cut off at the end while it runs. */
    public String output() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    /** Until it has ended it may write into a folder that the test deletes. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
