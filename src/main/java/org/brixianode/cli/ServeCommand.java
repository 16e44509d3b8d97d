package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.brixianode.config.NodeConfig;
import org.brixianode.node.Node;
import org.brixianode.node.check.TlsCheck;
import org.brixianode.ops.audit.AuditConfig;
import org.brixianode.ops.audit.AuditFile;
import org.brixianode.study.FileProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code serve}: runs the node until it receives a stop signal. */
@Command(
        name = "serve",
        description = {
            "Run the node: receive, score, send.",
            "SIGTERM or Ctrl-C ends it in order, with exit code 0."
        })
final class ServeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    @Mixin private ConfigOption config;

    @Override
    public Integer call() throws Exception {
        NodeConfig node = config.read();
        LOG.info("configuration: {}", config.source());
        TlsCheck tls = TlsCheck.of(node, Clock.systemUTC().instant());
        if (!tls.problems().isEmpty()) {
            throw new CommandFailure(ExitCode.CONFIGURATION, String.join("; ", tls.problems()));
        }
        tls.remarks().forEach(remark -> LOG.warn("{}", remark));
        openAudit(node.storage().folder().resolve("audit"), node.audit());
        StopSignal signal = StopSignal.watch();
        ExitCode outcome = ExitCode.FAILED;
        try {
            serve(node, signal);
            outcome = ExitCode.OK;
        } finally {
            signal.end(outcome);
        }
        return outcome.code();
    }

    private static void serve(NodeConfig node, StopSignal signal) throws Exception {
        try (Node running = Node.start(node, Clock.systemUTC())) {
            System.err.printf(
                    "brixia-node: %s listens on port %d, model %s%n",
                    node.receive().aeTitle(), running.port(), running.model());
            signal.await();
        }
    }

    private static void openAudit(Path folder, AuditConfig config) {
        try {
            AuditFile.open(folder, config);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.STORAGE,
                    "the audit trail cannot be written in %s: %s"
                            .formatted(folder, FileProblem.text(e)),
                    e);
        }
    }
}
