package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.brixianode.model.ModelCard;
import org.brixianode.network.ModelExport;
import org.brixianode.study.FailureText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code export}: writes a model anew from its weights. */
@Command(
        name = "export",
        description = {
            "Write a model again from its own weights.",
            "The new folder has the serving graph of this release. Weights, calibration and",
            "measured figures stay as they are."
        })
final class ExportCommand implements Callable<Integer> {

    @Option(names = "--model", paramLabel = "DIR", description = "Default: the bundled model.")
    private Optional<Path> model = Optional.empty();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Model's new folder; its name is the new model's id.")
    private Path out;

    @Option(
            names = "--model-version",
            paramLabel = "TEXT",
            description = "Default: the version of the model that is read.")
    private Optional<String> version = Optional.empty();

    @Override
    public Integer call() {
        Path from = model.orElseGet(Home::bundledModel);
        Path to = out.toAbsolutePath().normalize();
        try {
            String currentVersion = ModelCard.read(from).version();
            ModelExport.write(from, to, version.orElse(currentVersion));
            System.out.println("model written to " + out);
            return ExitCode.OK.code();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, FailureText.of(e), e);
        }
    }
}
