package org.brixianode.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.brixianode.demo.Loopback;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.dimse.EchoScu;
import org.brixianode.study.AeTitle;

/**
 * Another program that receives by C-STORE, in a process of its own.
 *
 * @param name of the program
 */
record OtherReceiver(String name, DimseDestination destination, Process process)
        implements AutoCloseable {

    private static final AeTitle TITLE = new AeTitle("PEER");
    private static final int ATTEMPTS = 100;
    private static final int BETWEEN_MS = 100;
    private static final Duration STOP = Duration.ofSeconds(10);

    /** DCMTK's, which does not sync what it writes. */
    static Optional<OtherReceiver> storescp(Path folder, Consumer<String> absent)
            throws IOException, InterruptedException {
        int port = Loopback.freePort();
        Path to = Files.createDirectories(folder.resolve("storescp-files"));
        List<String> command = List.of("storescp", "-od", to.toString(), "" + port);
        return start(folder, port, command, absent);
    }

    static Optional<OtherReceiver> orthanc(Path folder, Consumer<String> absent)
            throws IOException, InterruptedException {
        int port = Loopback.freePort();
        Path to = Files.createDirectories(folder.resolve("orthanc"));
        Path config = to.resolve("orthanc.json");
        Files.writeString(
                config,
                """
                { "Name": "PEER", "StorageDirectory": "%s", "IndexDirectory": "%s",
                  "DicomAet": "PEER", "DicomPort": %d, "HttpServerEnabled": false,
                  "DicomCheckCalledAet": false, "DicomAlwaysAllowStore": true }
                """
                        .formatted(to, to, port));
        return start(folder, port, List.of("Orthanc", config.toString()), absent);
    }

    /** Absent, and said so, where the program is not installed or does not answer. */
    static Optional<OtherReceiver> start(
            Path folder, int port, List<String> command, Consumer<String> absent)
            throws IOException, InterruptedException {
        String program = command.get(0);
        if (!isInstalled(program)) {
            absent.accept(program + " is not installed, so not compared");
            return Optional.empty();
        }
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(program + ".log").toFile())
                        .start();
        DimseDestination destination =
                new DimseDestination(program, TITLE, Loopback.ADDRESS, port, Optional.empty());
        OtherReceiver receiver = new OtherReceiver(program, destination, process);
        for (int attempt = 0; attempt < ATTEMPTS && process.isAlive(); attempt++) {
            if (EchoScu.echo(Loopback.sending(), destination).ok()) {
                return Optional.of(receiver);
            }
            process.waitFor(BETWEEN_MS, TimeUnit.MILLISECONDS);
        }
        receiver.close();
        absent.accept(program + " did not answer, so not compared");
        return Optional.empty();
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    @Override
    public void close() {
        ChildProcess.end(process, STOP);
    }
}
