package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.brixianode.files.PictureRasters;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.data.Folds;
import org.brixianode.lab.data.InvalidDataException;
import org.brixianode.lab.ensemble.CrossValidation;
import org.brixianode.lab.ensemble.Measurement;
import org.brixianode.lab.ensemble.MemberTraining;
import org.brixianode.lab.evaluate.CalibrationFit;
import org.brixianode.lab.evaluate.Evaluation;
import org.brixianode.lab.evaluate.FittedCalibration;
import org.brixianode.lab.train.DataRequirements;
import org.brixianode.lab.train.OtherTrainingException;
import org.brixianode.lab.train.Recipe;
import org.brixianode.lab.train.TrainingConfig;
import org.brixianode.model.Calibration;
import org.brixianode.model.ModelCard;
import org.brixianode.network.LungBranchAverage;
import org.brixianode.network.ModelWriter;
import org.brixianode.network.Weights;
import org.brixianode.study.FailureText;
import org.brixianode.study.Sha256;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train}: from a folder of annotated radiographs to a model's folder. */
@Command(
        name = "train",
        description = {
            "Train a BS-Net on a folder with annotations.csv, images and lung masks.",
            "If it is stopped, the same command resumes from the last checkpoint."
        })
final class TrainCommand implements Callable<Integer> {

    /** The loss trains the expected score, so the rounded expected score is the most accurate. */
    private static final ModelCard.Decision DECISION = ModelCard.Decision.ROUNDED_MEAN;

    private static final String COMMON_BRANCH =
            ". Their common single-lung branch is the mean of the branches that they were measured"
                    + " with, and has seen every image";

    @Mixin private DataOptions data;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Model's folder; its name is the model's id.")
    private Path out;

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
            folding.check();
            Optional<LearningOptions.Base> base = learning.base();
            TrainingConfig config = learning.config(base);
            MemberTraining training = training(config);
            Weights start = learning.start(config);
            List<Annotation> all = data.table().usable();
            TrainingJob job = TrainingJob.of(config, base, start, all);
            if (folding.count().isPresent()) {
                int count = folding.count().get();
                DataRequirements.checkFolds(count, all);
                Folds folds = new Folds(all, count, learning.seed());
                crossValidate(training, job, folds);
            } else {
                trainOnAll(training, job, all);
            }
            return ExitCode.OK.code();
        } catch (InvalidDataException | OtherTrainingException e) {
            throw new CommandFailure(ExitCode.FAILED, FailureText.of(e), e);
        }
    }

    private MemberTraining training(TrainingConfig config) {
        try {
            return new MemberTraining(config, learning.snapshots(), PictureRasters::read, bar());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, FailureText.of(e), e);
        }
    }

    private void trainOnAll(MemberTraining training, TrainingJob job, List<Annotation> all)
            throws IOException, InterruptedException, InvalidDataException {
        DataRequirements.check(job.config(), all);
        job.checkValidationSet(all);
        System.out.printf("training on %d images%n", all.size());
        List<Weights> trained = new ArrayList<>();
        for (int i = 0; i < job.starts(); i++) {
            Path own = job.starts() == 1 ? folder() : folder().resolve("member" + (i + 1));
            trained.addAll(training.train(all, own, job.start(i)));
        }
        List<Weights> members = LungBranchAverage.of(job.config().architecture(), trained);
        ModelCard plain = card(job, all, "none", FittedCalibration.NONE, members.size());
        FittedCalibration found = onValidationSet(job, all, members, plain);
        write(members, card(job, all, "none", found, members.size()));
    }

    /** The calibration, fitted to the unseen images of the validation set. */
    private FittedCalibration onValidationSet(
            TrainingJob job, List<Annotation> learned, List<Weights> networks, ModelCard plain)
            throws IOException, InvalidDataException {
        List<Annotation> unseen = job.before().unseen(job.config().validationSet(learned));
        ProgressBar bar = bar();
        Evaluation evaluation =
                new Measurement(PictureRasters::read, folder().resolve("watched"))
                        .of(
                                networks,
                                plain,
                                unseen,
                                done -> bar.items("calibration", done, unseen.size()));
        FittedCalibration found =
                FittedCalibration.of(
                        evaluation, "validation images that no network has seen", job.baseCard());
        System.out.println("calibration " + found.origin());
        return found;
    }

    private void crossValidate(MemberTraining training, TrainingJob job, Folds folds)
            throws IOException, InterruptedException, InvalidDataException {
        CrossValidation validation =
                new CrossValidation(training, folds, job.before(), PictureRasters::read, folder());
        List<Integer> chosen = folding.chosen();
        for (int k : chosen) {
            DataRequirements.check(job.config(), folds.outside(k));
            job.checkValidationSet(folds.outside(k));
        }
        List<List<Weights>> members = new ArrayList<>();
        for (int k : chosen) {
            System.out.printf(
                    "fold %d of %d held out: training on %d images%n",
                    k + 1, folds.count(), folds.outside(k).size());
            members.add(validation.members(k, job.start(k)));
        }
        if (folding.joinsLater()) {
            System.out.println("complete; run without --only to join the networks");
            return;
        }
        List<Evaluation> evaluations = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            evaluations.add(measure(validation, chosen.get(i), members.get(i), folds, job));
        }
        List<Weights> all = members.stream().flatMap(List::stream).toList();
        if (folding.single().isPresent()) {
            writeFold(job, folds, all, evaluations.get(0));
        } else {
            join(job, folds, all, evaluations);
        }
    }

    /**
     * Writes one network, or its snapshots; it is calibrated on the validation set and measured on
     * the fold.
     */
    private void writeFold(
            TrainingJob job, Folds folds, List<Weights> networks, Evaluation evaluation)
            throws IOException, InvalidDataException {
        int index = folding.single().orElseThrow();
        ModelCard plain = memberCard(job, folds, index, networks.size(), FittedCalibration.NONE);
        FittedCalibration found = onValidationSet(job, folds.outside(index), networks, plain);
        Evaluation calibrated =
                CalibrationFit.calibrated(evaluation, found.calibration(), DECISION);
        ModelCard card = memberCard(job, folds, index, networks.size(), found);
        int images = folds.in(index).size();
        write(networks, card.withFigures(job.figures(images, List.of(calibrated))));
    }

    private void join(
            TrainingJob job, Folds folds, List<Weights> members, List<Evaluation> evaluations)
            throws IOException {
        Evaluation unseen = Evaluation.joined(evaluations);
        FittedCalibration found =
                FittedCalibration.of(
                        unseen, "held-out images that no start weights have seen", job.baseCard());
        List<Evaluation> calibrated =
                CalibrationFit.crossFitted(
                        evaluations,
                        DECISION,
                        job.baseCard().map(ModelCard::calibration).orElse(Calibration.NONE));
        if (!unseen.cases().isEmpty()) {
            System.out.print(
                    EvaluationTable.of(
                            "all folds, held out, calibrated on the other folds",
                            Evaluation.joined(calibrated)));
        }
        System.out.println("calibration " + found.origin());
        ModelCard card =
                card(
                        job,
                        folds.all(),
                        "one fold of %d held out for each network, seed %d; together they have seen every image%s"
                                .formatted(
                                        folds.count(),
                                        learning.seed(),
                                        job.config().architecture().hasBranch()
                                                ? COMMON_BRANCH
                                                : ""),
                        found,
                        members.size());
        write(
                LungBranchAverage.of(job.config().architecture(), members),
                card.withFigures(job.figures(folds.all().size(), calibrated)));
    }

    private Evaluation measure(
            CrossValidation validation,
            int fold,
            List<Weights> members,
            Folds folds,
            TrainingJob job)
            throws IOException, InvalidDataException {
        ProgressBar bar = bar();
        int images = validation.unseen(fold).size();
        int left = folds.in(fold).size() - images;
        if (left > 0) {
            System.out.printf(
                    "fold %d of %d: %d of its %d images are in no figure, because %s%n",
                    fold + 1, folds.count(), left, left + images, job.whyNotMeasured());
        }
        Evaluation evaluation =
                validation.measure(
                        fold,
                        members,
                        memberCard(job, folds, fold, members.size(), FittedCalibration.NONE),
                        done -> bar.items("evaluation", done, images));
        if (images > 0) {
            System.out.print(
                    EvaluationTable.of(
                            "fold %d of %d, held out".formatted(fold + 1, folds.count()),
                            evaluation));
        }
        return evaluation;
    }

    private ModelCard memberCard(
            TrainingJob job, Folds folds, int fold, int networks, FittedCalibration calibration)
            throws IOException {
        return card(
                job,
                folds.outside(fold),
                "fold %d of %d, seed %d".formatted(fold + 1, folds.count(), learning.seed()),
                calibration,
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

    /**
     * Several networks gain more than the mirrored image, which costs as much as another network.
     */
    private ModelCard card(
            TrainingJob job,
            List<Annotation> learned,
            String keptOut,
            FittedCalibration calibration,
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
                calibration.calibration(),
                List.of(),
                Map.of(),
                List.of(),
                training(job, learned, keptOut, calibration.origin()),
                licence,
                ModelWriter.INTENDED_USE,
                Map.of());
    }

    /** Training images of this training and of the model before it. */
    private ModelCard.Training training(
            TrainingJob job, List<Annotation> learned, String keptOut, String calibration)
            throws IOException {
        Set<String> digests = new LinkedHashSet<>();
        for (Annotation annotation : learned) {
            digests.add(Sha256.ofFile(annotation.image()));
        }
        String name = dataName.orElseGet(data::name);
        boolean listed = true;
        Map<String, Object> recipe = Recipe.of(job.config());
        recipe.put("snapshots", learning.snapshots());
        recipe.put("calibration", calibration);
        learning.branchStartDigest(job.config())
                .ifPresent(digest -> recipe.put("readerStartSha256", digest));
        if (job.base().isPresent()) {
            ModelCard before = job.base().get().card();
            digests.addAll(before.training().imageDigests());
            listed = before.training().imagesListed();
            name = before.training().data() + "; then " + name;
            recipe.put("from", before.id() + " " + before.version());
            recipe.put("recipeBefore", before.training().recipe());
        }
        return new ModelCard.Training(
                name, digests.size(), List.copyOf(digests), listed, keptOut, recipe);
    }
}
