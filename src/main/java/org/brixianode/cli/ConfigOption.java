package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.brixianode.config.ConfigReader;
import org.brixianode.config.InvalidConfigurationException;
import org.brixianode.config.LoadedConfig;
import org.brixianode.config.NodeConfig;
import org.brixianode.study.FileProblem;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The option that names the configuration file. */
final class ConfigOption {

    @Option(
            names = "--config",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description =
                    "Configuration file. Default: conf/brixia-node.conf of the installation; without"
                            + " that file every key has its default"
                            + " (conf/brixia-node.conf.example).")
    private Optional<Path> file = Optional.empty();

    private volatile List<String> variables = List.of();

    /**
     * @throws InvalidConfigurationException with every problem of the file
     */
    NodeConfig read() throws InvalidConfigurationException {
        return load().config();
    }

    /**
     * Reads the file and the environment variables that override it.
     *
     * @throws InvalidConfigurationException with every problem
     */
    LoadedConfig load() throws InvalidConfigurationException {
        Optional<Path> chosen = chosen();
        if (chosen.isPresent() && Files.isDirectory(chosen.get())) {
            throw refused("configuration file " + chosen.get() + " is a folder");
        }
        if (chosen.isPresent() && Files.notExists(chosen.get())) {
            throw refused("there is no configuration file " + chosen.get());
        }
        try {
            LoadedConfig loaded = ConfigReader.load(chosen, System.getenv());
            variables = loaded.variables();
            return loaded;
        } catch (IOException e) {
            throw refused("the configuration cannot be read: " + FileProblem.text(e));
        }
    }

    /** The source of the configuration, for messages. */
    String source() {
        String file =
                chosen().map(Path::toString)
                        .orElseGet(
                                () -> "there is no " + siteFile() + ": every key has its default");
        return variables.isEmpty()
                ? file
                : file + ", and environment variables " + String.join(", ", variables);
    }

    /** The file that is read; empty if every key has its default. */
    Optional<Path> chosen() {
        return file.map(path -> path.toAbsolutePath().normalize())
                .or(() -> Optional.of(siteFile()).filter(Files::exists));
    }

    private static Path siteFile() {
        return Home.folder().resolve("conf/brixia-node.conf");
    }

    private static CommandFailure refused(String message) {
        return new CommandFailure(ExitCode.CONFIGURATION, message);
    }
}
