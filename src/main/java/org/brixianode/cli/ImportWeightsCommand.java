package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.brixianode.lab.keras.ImportedModel;
import org.brixianode.lab.keras.InvalidWeightsException;
import org.brixianode.lab.keras.WeightImport;
import org.brixianode.model.Architecture;
import org.brixianode.network.ModelWriter;
import org.brixianode.network.Weights;
import org.brixianode.study.FailureText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code import-weights}: converts weight files of the published code to a model folder. */
@Command(
        name = "import-weights",
        description = {
            "Convert weight files of the published BS-Net code to a model.",
            "The files are those of Keras 2. The score file has the whole network; others, if given,"
                    + " must agree with it."
        })
final class ImportWeightsCommand implements Callable<Integer> {

    @Option(
            names = "--score",
            required = true,
            paramLabel = "FILE",
            description = "Weights of the whole network (HDF5).")
    private Path score;

    @Option(
            names = "--segmentation",
            paramLabel = "FILE",
            description = "Weights of backbone and lung segmentation (HDF5).")
    private Optional<Path> segmentation = Optional.empty();

    @Option(
            names = "--alignment",
            paramLabel = "FILE",
            description = "Weights of the spatial transformer (HDF5).")
    private Optional<Path> alignment = Optional.empty();

    @Mixin private NewModelOptions target;

    @Option(names = "--licence", paramLabel = "TEXT", description = "Licence of the weights.")
    private String licence = "not stated";

    @Option(
            names = "--data-name",
            paramLabel = "TEXT",
            description = "Training data of the weights. Default: ${DEFAULT-VALUE}.")
    private String dataName = "published weights (Signoroni et al. 2021)";

    @Option(
            names = "--intended-use",
            paramLabel = "TEXT",
            description = "Intended use of the model. Default: ${DEFAULT-VALUE}")
    private String intendedUse = ModelWriter.INTENDED_USE;

    @Override
    public Integer call() {
        try {
            Weights weights = WeightImport.read(Architecture.FULL, score, segmentation, alignment);
            model().write(target.folder(), weights);
            System.out.println(
                    "%d tensors imported%nmodel written to %s"
                            .formatted(weights.asMap().size(), target.folder()));
            return ExitCode.OK.code();
        } catch (IOException | InvalidWeightsException e) {
            throw new CommandFailure(ExitCode.FAILED, FailureText.of(e), e);
        }
    }

    private ImportedModel model() {
        return new ImportedModel(target.id(), target.version(), dataName, licence, intendedUse);
    }
}
