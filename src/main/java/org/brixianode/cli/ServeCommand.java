package org.brixianode.cli;

import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.brixianode.config.NodeConfig;
import org.brixianode.node.Node;
import org.brixianode.ops.AuditFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code serve}: runs the node until it is told to stop. */
@Command(
        name = "serve",
        description = "Run the node: receive, score, send. Ends in order on SIGTERM or Ctrl-C.")
final class ServeCommand implements Callable<Integer> {

    @Mixin private ConfigOption config;

    @Override
    public Integer call() throws Exception {
        NodeConfig node = config.read();
        AuditFile.open(node.storage().folder().resolve("audit"));
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread hook =
                new Thread(
                        () -> {
                            told.countDown();
                            awaitQuietly(stopped);
                        },
                        "stop");
        try (Node running = Node.start(node, Clock.systemUTC())) {
            Runtime.getRuntime().addShutdownHook(hook);
            System.err.printf(
                    "brixia-node: %s listens on port %d, model %s%n",
                    node.receive().aeTitle(), running.port(), running.model());
            told.await();
        } finally {
            stopped.countDown();
        }
        return ExitCode.OK.code();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
