package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.brixianode.config.ConfigReader;
import org.brixianode.config.InvalidConfigurationException;
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

    /**
     * @throws InvalidConfigurationException with every problem of the file
     */
    NodeConfig read() throws InvalidConfigurationException {
        Optional<Path> chosen = chosen();
        return chosen.isPresent() ? read(chosen.get()) : ConfigReader.defaultConfig();
    }

    /** The source of the configuration, for messages. */
    String source() {
        return chosen().map(Path::toString)
                .orElseGet(() -> "there is no " + siteFile() + ": every key has its default");
    }

    /** The file that is read; empty if every key has its default. */
    Optional<Path> chosen() {
        return file.map(path -> path.toAbsolutePath().normalize())
                .or(() -> Optional.of(siteFile()).filter(Files::exists));
    }

    private static Path siteFile() {
        return Home.folder().resolve("conf/brixia-node.conf");
    }

    private static NodeConfig read(Path path) throws InvalidConfigurationException {
        if (Files.isDirectory(path)) {
            throw refused("configuration file " + path + " is a folder");
        }
        if (Files.notExists(path)) {
            throw refused("there is no configuration file " + path);
        }
        try {
            return ConfigReader.read(path);
        } catch (IOException e) {
            throw refused("the configuration cannot be read: " + FileProblem.text(e));
        }
    }

    private static CommandFailure refused(String message) {
        return new CommandFailure(ExitCode.CONFIGURATION, message);
    }
}
