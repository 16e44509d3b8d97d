package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.brixianode.files.PictureRasters;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.data.InvalidDataException;
import org.brixianode.lab.ensemble.MemberTraining;
import org.brixianode.lab.run.ModelText;
import org.brixianode.lab.run.SeenValidationException;
import org.brixianode.lab.run.StartModel;
import org.brixianode.lab.run.TrainingCard;
import org.brixianode.lab.run.TrainingJob;
import org.brixianode.lab.run.TrainingRun;
import org.brixianode.lab.train.OtherTrainingException;
import org.brixianode.lab.train.TrainingConfig;
import org.brixianode.network.Weights;
import org.brixianode.study.FailureText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train}: trains a model on a folder of annotated radiographs. */
@Command(
        name = "train",
        description = {
            "Train a BS-Net on a folder with annotations.csv, images and lung masks.",
            "If it is stopped, the same command resumes from the last checkpoint."
        })
final class TrainCommand implements Callable<Integer> {

    @Mixin private DataOptions data;

    @Mixin private NewModelOptions model;

    @Mixin private LearningOptions learning;

    @Mixin private FoldOptions folding;

    @Option(
            names = "--no-flip",
            description =
                    "Do not score the mirrored image too, if the model has one network: twice as"
                            + " fast. Several networks never do.")
    private boolean noFlip;

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            description = "Folder of the checkpoints. Default: OUT with the ending .checkpoints.")
    private Optional<Path> checkpoints = Optional.empty();

    @Option(
            names = "--licence",
            paramLabel = "TEXT",
            description = "Licence of the weights, which follows from that of the data.")
    private String licence = "not stated";

    @Option(
            names = "--data-name",
            paramLabel = "TEXT",
            description = "Name and source of the data, for the model card.")
    private Optional<String> dataName = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            folding.check();
            Optional<StartModel> base = learning.base();
            TrainingConfig config = learning.config(base);
            TrainingConsole console = new TrainingConsole();
            MemberTraining training = training(config, console);
            Weights start = learning.start(config);
            List<Annotation> all = data.table().usable();
            TrainingRun run =
                    new TrainingRun(
                            card(TrainingJob.of(config, base, start, all)),
                            training,
                            PictureRasters::read,
                            folders(),
                            console);
            if (folding.count().isPresent()) {
                run.byFolds(folding.count().get(), all, learning.seed(), folding.plan());
            } else {
                run.onAll(all);
            }
            return ExitCode.OK.code();
        } catch (SeenValidationException e) {
            throw new CommandFailure(ExitCode.USAGE, FailureText.of(e), e);
        } catch (InvalidDataException | OtherTrainingException e) {
            throw new CommandFailure(ExitCode.FAILED, FailureText.of(e), e);
        }
    }

    private MemberTraining training(TrainingConfig config, TrainingConsole console) {
        try {
            return new MemberTraining(config, learning.snapshots(), PictureRasters::read, console);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, FailureText.of(e), e);
        }
    }

    private TrainingCard card(TrainingJob job) throws IOException {
        return new TrainingCard(
                job,
                new ModelText(
                        model.id(),
                        model.version(),
                        licence,
                        dataName.orElseGet(data::name),
                        !noFlip),
                learning.snapshots(),
                learning.branchStartDigest(job.config()));
    }

    private TrainingRun.Folders folders() {
        return new TrainingRun.Folders(
                model.folder(),
                checkpoints.orElseGet(
                        () ->
                                model.folder()
                                        .resolveSibling(
                                                model.folder().getFileName() + ".checkpoints")));
    }
}
