package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.brixianode.bsnet.Calibration;
import org.brixianode.bsnet.ModelCard;
import org.brixianode.bsnet.ModelWriter;
import org.brixianode.bsnet.Weights;
import org.brixianode.bsnet.data.Annotation;
import org.brixianode.bsnet.data.ContentDigest;
import org.brixianode.bsnet.data.Folds;
import org.brixianode.bsnet.data.InvalidDataException;
import org.brixianode.bsnet.ensemble.CrossValidation;
import org.brixianode.bsnet.ensemble.MemberTraining;
import org.brixianode.bsnet.evaluate.Evaluation;
import org.brixianode.bsnet.evaluate.FigureCard;
import org.brixianode.bsnet.evaluate.TemperatureFit;
import org.brixianode.bsnet.train.DataNeeds;
import org.brixianode.bsnet.train.OtherTrainingException;
import org.brixianode.bsnet.train.Recipe;
import org.brixianode.bsnet.train.TrainingConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train}: from a folder of annotated radiographs to a model's folder. */
@Command(
        name = "train",
        description = {
            "Train a BS-Net on a folder with annotations.csv, images and lung masks.",
            "Stopped at any time, the same command goes on from the last checkpoint."
        })
final class TrainCommand implements Callable<Integer> {

    /** The loss trains the expected score; its rounding is what the model is best at. */
    private static final ModelCard.Decision DECISION = ModelCard.Decision.ROUNDED_MEAN;

    @Mixin private DataOptions data;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Model's folder; its name is the model's id.")
    private Path out;

    @Mixin private LearningOptions learning;

    @Mixin private FoldOptions kept;

    @Option(
            names = "--no-flip",
            description =
                    "A model of one network does not look at the mirrored image too: twice as"
                            + " fast. Several networks never do.")
    private boolean noFlip;

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
            kept.check();
            Optional<LearningOptions.Base> base = learning.base();
            TrainingConfig config = learning.config(base);
            MemberTraining training = training(config);
            List<Annotation> all = data.table().usable();
            if (kept.count().isPresent()) {
                int count = kept.count().get();
                DataNeeds.checkFolds(count, all);
                Folds folds = new Folds(all, count, learning.seed());
                crossValidate(training, new Job(config, base), folds);
            } else {
                learnFromAll(training, new Job(config, base), all);
            }
            return ExitCode.OK.code();
        } catch (InvalidDataException | OtherTrainingException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        }
    }

    /**
     * What is learned.
     *
     * @param base the model to learn on from
     */
    private record Job(TrainingConfig config, Optional<LearningOptions.Base> base) {

        /** How many trainings from the start or from the base's networks. */
        int starts() {
            return base.map(model -> model.members().size()).orElse(1);
        }

        Weights start(int index) {
            return base.map(model -> model.members().get(index % model.members().size()))
                    .orElseGet(Weights::new);
        }
    }

    private MemberTraining training(TrainingConfig config) {
        try {
            return new MemberTraining(config, learning.snapshots(), PictureRasters::read, bar());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage(), e);
        }
    }

    private void learnFromAll(MemberTraining training, Job job, List<Annotation> all)
            throws IOException, InterruptedException, InvalidDataException {
        DataNeeds.check(job.config(), all);
        System.out.printf("learning from %d images%n", all.size());
        List<Weights> members = new ArrayList<>();
        for (int i = 0; i < job.starts(); i++) {
            Path own = job.starts() == 1 ? folder() : folder().resolve("member" + (i + 1));
            members.addAll(training.train(all, own, job.start(i)));
        }
        write(members, card(job, all, "none", Calibration.NONE, members.size()));
    }

    private void crossValidate(MemberTraining training, Job job, Folds folds)
            throws IOException, InterruptedException, InvalidDataException {
        CrossValidation validation =
                new CrossValidation(training, folds, PictureRasters::read, folder());
        List<Integer> chosen = kept.chosen();
        for (int k : chosen) {
            DataNeeds.check(job.config(), folds.outside(k));
        }
        List<List<Weights>> members = new ArrayList<>();
        for (int k : chosen) {
            System.out.printf(
                    "fold %d of %d kept out: learning from %d images%n",
                    k + 1, folds.count(), folds.outside(k).size());
            members.add(validation.members(k, job.start(k)));
        }
        if (kept.joinsLater()) {
            System.out.println("complete; run without --only to join the networks");
            return;
        }
        List<Evaluation> evaluations = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            evaluations.add(measure(validation, chosen.get(i), members.get(i), folds, job));
        }
        List<Weights> all = members.stream().flatMap(List::stream).toList();
        if (kept.single().isPresent()) {
            ModelCard card = memberCard(job, folds, kept.single().get(), all.size());
            write(all, card.withFigures(FigureCard.of(evaluations)));
        } else {
            join(job, folds, all, evaluations);
        }
    }

    private void join(Job job, Folds folds, List<Weights> members, List<Evaluation> evaluations)
            throws IOException {
        List<Evaluation> calibrated = TemperatureFit.crossFitted(evaluations, DECISION);
        System.out.print(
                EvaluationTable.of(
                        "all folds, kept out, calibrated on the other folds",
                        Evaluation.joined(calibrated)));
        ModelCard card =
                card(
                        job,
                        folds.all(),
                        "each network kept out one fold of %d, seed %d; together they have seen every image"
                                .formatted(folds.count(), learning.seed()),
                        TemperatureFit.of(Evaluation.joined(evaluations).cases()),
                        members.size());
        write(members, card.withFigures(FigureCard.of(calibrated)));
    }

    private Evaluation measure(
            CrossValidation validation, int fold, List<Weights> members, Folds folds, Job job)
            throws IOException, InvalidDataException {
        ProgressBar bar = bar();
        int images = folds.in(fold).size();
        Evaluation evaluation =
                validation.measure(
                        fold,
                        members,
                        memberCard(job, folds, fold, members.size()),
                        done -> bar.items("evaluation", done, images));
        System.out.print(
                EvaluationTable.of(
                        "fold %d of %d, kept out".formatted(fold + 1, folds.count()), evaluation));
        return evaluation;
    }

    private ModelCard memberCard(Job job, Folds folds, int fold, int networks) throws IOException {
        return card(
                job,
                folds.outside(fold),
                "fold %d of %d, seed %d".formatted(fold + 1, folds.count(), learning.seed()),
                Calibration.NONE,
                networks);
    }

    private void write(List<Weights> members, ModelCard card) throws IOException {
        ModelWriter.write(out, members, card);
        System.out.println("model written to " + out);
    }

    private Path folder() {
        return checkpoints.orElseGet(() -> out.resolveSibling(out.getFileName() + ".checkpoints"));
    }

    private static ProgressBar bar() {
        return new ProgressBar(System.err, System.console() != null);
    }

    /** Several networks differ more than the two looks of one, which cost as much as another. */
    private ModelCard card(
            Job job,
            List<Annotation> learned,
            String keptOut,
            Calibration calibration,
            int networks)
            throws IOException {
        TrainingConfig config = job.config();
        return new ModelCard(
                out.toAbsolutePath().normalize().getFileName().toString(),
                version,
                config.architecture(),
                1,
                networks == 1 && !noFlip,
                ModelCard.PreprocessingCard.of(config.preprocessing()),
                DECISION,
                calibration,
                List.of(),
                Map.of(),
                List.of(),
                training(job, learned, keptOut),
                licence,
                ModelWriter.INTENDED_USE,
                Map.of());
    }

    /** What this training saw, and what the model before it saw. */
    private ModelCard.Training training(Job job, List<Annotation> learned, String keptOut)
            throws IOException {
        Set<String> digests = new LinkedHashSet<>();
        for (Annotation annotation : learned) {
            digests.add(ContentDigest.sha256(Files.readAllBytes(annotation.image())));
        }
        String name = dataName.orElseGet(data::name);
        Map<String, Object> recipe = Recipe.of(job.config());
        recipe.put("snapshots", learning.snapshots());
        if (job.base().isPresent()) {
            ModelCard before = job.base().get().card();
            digests.addAll(before.training().imageDigests());
            name = before.training().data() + "; then " + name;
            recipe.put("from", before.id() + " " + before.version());
            recipe.put("recipeBefore", before.training().recipe());
        }
        return new ModelCard.Training(name, digests.size(), List.copyOf(digests), keptOut, recipe);
    }
}
