package org.brixianode.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a new model is written, and its version. */
final class NewModelOptions {

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Model's folder; its name is the model's id.")
    private Path out;

    @Option(names = "--model-version", paramLabel = "TEXT", description = "Default: 1.")
    private String version = "1";

    Path folder() {
        return out;
    }

    String id() {
        return out.toAbsolutePath().normalize().getFileName().toString();
    }

    String version() {
        return version;
    }
}
