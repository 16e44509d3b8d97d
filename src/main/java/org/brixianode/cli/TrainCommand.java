package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.brixianode.bsnet.Architecture;
import org.brixianode.bsnet.BsNetModel;
import org.brixianode.bsnet.ModelCard;
import org.brixianode.bsnet.ModelWriter;
import org.brixianode.bsnet.Sessions;
import org.brixianode.bsnet.Weights;
import org.brixianode.bsnet.data.Annotation;
import org.brixianode.bsnet.data.Annotations;
import org.brixianode.bsnet.data.ContentDigest;
import org.brixianode.bsnet.data.Folds;
import org.brixianode.bsnet.data.InvalidDataException;
import org.brixianode.bsnet.evaluate.Evaluation;
import org.brixianode.bsnet.evaluate.Evaluator;
import org.brixianode.bsnet.evaluate.FigureCard;
import org.brixianode.bsnet.train.Recipe;
import org.brixianode.bsnet.train.StagePlan;
import org.brixianode.bsnet.train.Trainer;
import org.brixianode.bsnet.train.TrainingConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train}: from a folder of annotated radiographs to a model's folder. */
@Command(
        name = "train",
        description = {
            "Train a BS-Net on a folder with annotations.csv, images and lung masks.",
            "Stopped at any time, the same command goes on from the last checkpoint."
        })
final class TrainCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder with annotations.csv.")
    private Path data;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Model's folder; its name is the model's id.")
    private Path out;

    @Option(names = "--architecture", paramLabel = "NAME", description = "mini (default) or full.")
    private String architecture = Architecture.MINI.id();

    @Option(names = "--seed", paramLabel = "N", description = "Decides every random number.")
    private long seed = 1;

    @Option(
            names = "--fold",
            paramLabel = "K/N",
            description =
                    "Keep fold K (1..N) of N out of training and measure on it. Without it the"
                            + " model learns from every image and nothing is measured.")
    private Optional<FoldChoice> fold = Optional.empty();

    @Option(
            names = "--epochs",
            split = ",",
            paramLabel = "N",
            description =
                    "Epochs of the four stages: segmentation,alignment,score,all. Default: the"
                            + " architecture's plan.")
    private List<Integer> epochs = List.of();

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            description = "Where checkpoints go. Default: OUT with the ending .checkpoints.")
    private Optional<Path> checkpoints = Optional.empty();

    @Option(names = "--model-version", paramLabel = "TEXT", description = "Default: 1.")
    private String version = "1";

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
            List<Annotation> all = Annotations.read(data);
            Optional<Folds> folds = fold.map(choice -> new Folds(all, choice.count(), seed));
            List<Annotation> learned = folds.map(f -> f.outside(fold.get().index())).orElse(all);
            TrainingConfig config = config();
            Weights weights = train(config, learned);
            ModelCard card = card(config, learned);
            ModelWriter.write(out, List.of(weights), card);
            folds.ifPresent(f -> measure(f.in(fold.get().index())));
            System.out.println("model written to " + out);
            return ExitCode.OK.code();
        } catch (InvalidDataException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        }
    }

    private TrainingConfig config() {
        TrainingConfig plan;
        try {
            plan = TrainingConfig.of(Architecture.named(architecture), seed);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage(), e);
        }
        if (epochs.isEmpty()) {
            return plan;
        }
        if (epochs.size() != plan.stages().size()) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--epochs takes four numbers, not " + epochs.size());
        }
        List<StagePlan> stages = new ArrayList<>();
        for (int i = 0; i < epochs.size(); i++) {
            stages.add(plan.stages().get(i).withEpochs(epochs.get(i)));
        }
        return plan.withStages(stages);
    }

    private Weights train(TrainingConfig config, List<Annotation> learned)
            throws IOException, InterruptedException, InvalidDataException {
        Path folder =
                checkpoints.orElseGet(() -> out.resolveSibling(out.getFileName() + ".checkpoints"));
        System.out.printf("learning from %d images%n", learned.size());
        Trainer trainer =
                new Trainer(
                        config,
                        learned,
                        PictureRasters::read,
                        folder,
                        new ProgressBar(System.err, System.console() != null));
        return trainer.train(new Weights());
    }

    private ModelCard card(TrainingConfig config, List<Annotation> learned) throws IOException {
        List<String> digests = new ArrayList<>();
        for (Annotation annotation : learned) {
            digests.add(ContentDigest.sha256(Files.readAllBytes(annotation.image())));
        }
        String keptOut =
                fold.map(f -> "fold %d of %d, seed %d".formatted(f.index() + 1, f.count(), seed))
                        .orElse("none");
        return new ModelCard(
                out.toAbsolutePath().getFileName().toString(),
                version,
                config.architecture(),
                1,
                true,
                ModelCard.PreprocessingCard.of(config.preprocessing()),
                ModelCard.Decision.MEDIAN,
                List.of(),
                Map.of(),
                List.of(),
                new ModelCard.Training(
                        dataName.orElse(data.getFileName().toString()),
                        learned.size(),
                        digests,
                        keptOut,
                        Recipe.of(config)),
                licence,
                ModelWriter.INTENDED_USE,
                Map.of());
    }

    private void measure(List<Annotation> keptOut) {
        try (BsNetModel model = BsNetModel.load(out, Sessions.standard())) {
            ProgressBar bar = new ProgressBar(System.err, System.console() != null);
            Evaluation evaluation =
                    new Evaluator(model, PictureRasters::read)
                            .run(keptOut, done -> bar.items("evaluation", done, keptOut.size()));
            System.out.print(EvaluationTable.of("kept out of training", evaluation));
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("keptOut", FigureCard.of(evaluation));
            model.card().withFigures(figures).write(out);
        } catch (IOException | InvalidDataException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        }
    }
}
