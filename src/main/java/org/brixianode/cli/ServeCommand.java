package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.brixianode.config.InvalidConfigurationException;
import org.brixianode.config.LoadedConfig;
import org.brixianode.config.NodeConfig;
import org.brixianode.node.Node;
import org.brixianode.node.check.TlsCheck;
import org.brixianode.ops.LogFile;
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
            "SIGTERM or Ctrl-C ends it in order, with exit code 0. SIGHUP reads the configuration again."
        })
final class ServeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    @Mixin private ConfigOption config;

    @Override
    public Integer call() throws Exception {
        LoadedConfig loaded = config.load();
        NodeConfig node = loaded.config();
        Path log = node.storage().folder().resolve("log");
        open("the log", log, () -> LogFile.open(log, node.log()));
        LOG.info("configuration: {}", config.source());
        TlsCheck tls = TlsCheck.of(node, Clock.systemUTC().instant());
        if (!tls.problems().isEmpty()) {
            throw new CommandFailure(ExitCode.CONFIGURATION, String.join("; ", tls.problems()));
        }
        tls.remarks().forEach(remark -> LOG.warn("{}", remark));
        Path audit = node.storage().folder().resolve("audit");
        open("the audit trail", audit, () -> AuditFile.open(audit, node.audit()));
        StopSignal signal = StopSignal.watch();
        ExitCode outcome = ExitCode.FAILED;
        try {
            serve(loaded, signal);
            outcome = ExitCode.OK;
        } finally {
            signal.end(outcome);
        }
        return outcome.code();
    }

    private LoadedConfig again() throws InvalidConfigurationException, IOException {
        try {
            return config.load();
        } catch (CommandFailure e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void serve(LoadedConfig loaded, StopSignal signal) throws Exception {
        NodeConfig node = loaded.config();
        try (Node running = Node.start(loaded, this::again, Clock.systemUTC())) {
            System.err.println(
                    "brixia-node: %s listens on port %d, model %s"
                            .formatted(node.receive().aeTitle(), running.port(), running.model()));
            ReloadSignal.watch(running::reload);
            signal.await();
        }
    }

    /** Opens one of the folders with logs. */
    @FunctionalInterface
    private interface Opening {
        void run() throws IOException;
    }

    private static void open(String what, Path folder, Opening opening) {
        try {
            opening.run();
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.STORAGE,
                    "%s cannot be written in %s: %s".formatted(what, folder, FileProblem.text(e)),
                    e);
        }
    }
}
