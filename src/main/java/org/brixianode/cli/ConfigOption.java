package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.brixianode.config.ConfigReader;
import org.brixianode.config.InvalidConfigurationException;
import org.brixianode.config.NodeConfig;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option that names the configuration file. */
final class ConfigOption {

    @Option(
            names = "--config",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Configuration file. Default: conf/brixia-node.conf of the installation.")
    private Optional<Path> file = Optional.empty();

    /**
     * @throws InvalidConfigurationException with every problem of the file
     */
    NodeConfig read() throws InvalidConfigurationException, IOException {
        Path chosen = file.orElse(Home.folder().resolve("conf/brixia-node.conf"));
        if (!Files.isRegularFile(chosen)) {
            throw new CommandFailure(
                    ExitCode.CONFIGURATION,
                    "there is no configuration file " + chosen + "; name one with --config FILE");
        }
        return ConfigReader.read(chosen);
    }
}
