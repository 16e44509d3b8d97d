package org.brixianode.cli;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.EchoScu;
import org.brixianode.study.AeTitle;

/** A node in a process of its own, as a user runs it. */
final class ChildNode implements AutoCloseable {

    private static final AeTitle TITLE = new AeTitle("BRIXIA");
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(60);

    private final Process process;
    private final int port;

    private ChildNode(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * @param folder for everything that it writes
     * @param receiver where its results go
     * @throws IOException if it does not answer in time; its log is in the folder
     */
    static ChildNode start(Path folder, int workers, ResultReceiver receiver)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int port = freePort();
        Path config = folder.resolve("node.conf");
        Files.writeString(
                config,
                """
                dicom { ae-title = %s, bind = "127.0.0.1", port = %d }
                storage { dir = "%s", disk { soft-mark = 200 MiB, hard-mark = 100 MiB } }
                database { url = "jdbc:h2:file:%s/db/brixia" }
                model { dir = "%s", workers = %d }
                destinations = [ { name = bench, ae-title = %s, host = "127.0.0.1", port = %d } ]
                """
                        .formatted(
                                TITLE,
                                port,
                                folder,
                                folder,
                                Home.bundledModel().toAbsolutePath(),
                                workers,
                                ResultReceiver.TITLE,
                                receiver.port()));
        Process process =
                new ProcessBuilder(
                                Home.folder().resolve("bin/brixia-node").toString(),
                                "serve",
                                "--config",
                                config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("node.log").toFile())
                        .start();
        ChildNode node = new ChildNode(process, port);
        node.awaitAnswer(folder);
        return node;
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    private void awaitAnswer(Path folder) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            if (EchoScu.echo(sending(), destination()).ok()) {
                return;
            }
            process.waitFor(200, TimeUnit.MILLISECONDS);
        }
        close();
        throw new IOException("the node did not start; see " + folder.resolve("node.log"));
    }

    DimseDestination destination() {
        return new DimseDestination("node", TITLE, "127.0.0.1", port, Optional.empty());
    }

    static DimseConfig sending() {
        return DimseConfig.defaults(ResultReceiver.TITLE);
    }

    /** Of the process, for its processor time. */
    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Resident memory of the process in MiB, as Linux tells it; absent elsewhere. */
    Optional<Long> residentMiB() {
        try {
            List<String> status =
                    Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"));
            return status.stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
