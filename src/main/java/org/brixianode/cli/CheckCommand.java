package org.brixianode.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.brixianode.config.NodeConfig;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.score.Scorer;
import org.brixianode.send.Destination;
import org.brixianode.send.EchoResult;
import org.brixianode.send.EchoScu;
import org.brixianode.study.PrivateFiles;
import org.brixianode.study.StageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code check}: everything that a start needs, tried one after the other. */
@Command(
        name = "check",
        description = {
            "Try the configuration, storage, database, model, port and destinations.",
            "Every check is made; the exit code is that of the first that failed."
        })
final class CheckCommand implements Callable<Integer> {

    /** One thing to try; says what it found. */
    @FunctionalInterface
    private interface Trial {
        String run() throws Exception;
    }

    @Mixin private ConfigOption config;

    private ExitCode worst = ExitCode.OK;

    @Override
    public Integer call() throws Exception {
        NodeConfig node = config.read();
        System.out.println("configuration  ok");
        attempt("storage", ExitCode.STORAGE, () -> storage(node.storage().folder()));
        attempt("database", ExitCode.DATABASE, () -> database(node));
        attempt("intake", ExitCode.FAILED, () -> IntakeLine.check(node));
        attempt("model", ExitCode.MODEL, () -> model(node));
        attempt("port", ExitCode.PORT, () -> port(node));
        for (Destination destination : node.destinations()) {
            attempt(
                    "destination " + destination.name(),
                    ExitCode.PEER,
                    () -> echo(node, destination));
        }
        if (node.destinations().isEmpty()) {
            System.out.println("destinations   none: results will stay in storage.dir");
        }
        return worst.code();
    }

    private void attempt(String what, ExitCode onFailure, Trial trial) {
        try {
            System.out.printf("%-14s ok: %s%n", what, trial.run());
        } catch (Exception e) {
            System.out.printf("%-14s FAILED: %s%n", what, e.getMessage());
            worst = worst == ExitCode.OK ? onFailure : worst;
        }
    }

    private static String storage(Path folder) throws IOException {
        PrivateFiles.createFolders(folder);
        Files.delete(Files.createTempFile(folder, "check", ".tmp"));
        long free = Files.getFileStore(folder).getUsableSpace();
        return "%s, %d GiB free".formatted(folder, free >> 30);
    }

    private static String database(NodeConfig node) throws StageException {
        if (QueueDatabase.isToBeMade(node.queue())) {
            QueueDatabase.open(node.queue()).close();
            return node.queue().url() + ", newly made";
        }
        try (QueueDatabase database = QueueDatabase.visit(node.queue())) {
            database.check();
            return node.queue().url();
        }
    }

    private static String model(NodeConfig node) throws StageException {
        try (Scorer scorer = Scorer.open(node.score())) {
            return scorer.identity() + " on " + scorer.deviceName() + ", self-test passed";
        }
    }

    private static String port(NodeConfig node) throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(node.receive().bindAddress(), node.receive().port());
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
            return node.receive().port() + " is free";
        } catch (IOException e) {
            throw new IOException(
                    "dicom.port %d on %s cannot be bound (%s); is the node running already?"
                            .formatted(
                                    node.receive().port(),
                                    node.receive().bindAddress(),
                                    e.getMessage()),
                    e);
        }
    }

    private static String echo(NodeConfig node, Destination destination)
            throws InterruptedException, IOException {
        EchoResult result = EchoScu.echo(node.send(), destination);
        if (!result.ok()) {
            throw new IOException(result.message());
        }
        return result.message();
    }
}
