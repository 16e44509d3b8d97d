package org.brixianode.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.brixianode.config.Installation;
import org.brixianode.demo.Loopback;
import org.brixianode.demo.ResultReceiver;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.dimse.EchoScu;

/** A node in a process of its own, as a user runs it. */
final class ChildNode implements AutoCloseable {

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
     * @param model folder of the model
     * @param workers threads that run the network
     * @param receiver where its results go
     * @throws IOException if it does not answer in time; its log is in the folder
     */
    static ChildNode start(Path folder, Path model, int workers, ResultReceiver receiver)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int port = Loopback.freePort();
        Path config = folder.resolve("node.conf");
        Files.writeString(config, Loopback.config(folder, port, model, workers, "bench", receiver));
        Process process =
                new ProcessBuilder(
                                Installation.folder().resolve("bin/brixia-node").toString(),
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

    private void awaitAnswer(Path folder) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            if (EchoScu.echo(Loopback.sending(), destination()).ok()) {
                return;
            }
            process.waitFor(200, TimeUnit.MILLISECONDS);
        }
        close();
        throw new IOException("the node did not start; see " + folder.resolve("node.log"));
    }

    DimseDestination destination() {
        return Loopback.node(port);
    }

    /** Of the process, for its processor time. */
    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Resident memory of the process in MiB, as Linux tells it; absent elsewhere. */
    OptionalLong residentMiB() {
        try {
            List<String> status =
                    Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"));
            return status.stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        ChildProcess.end(process, STOP);
    }
}
