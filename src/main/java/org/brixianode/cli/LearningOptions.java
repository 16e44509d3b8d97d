package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.brixianode.lab.keras.InvalidWeightsException;
import org.brixianode.lab.keras.LungBranchStart;
import org.brixianode.lab.run.StartModel;
import org.brixianode.lab.train.EarlyStop;
import org.brixianode.lab.train.TrainingConfig;
import org.brixianode.model.Architecture;
import org.brixianode.model.ModelCard;
import org.brixianode.network.Weights;
import org.brixianode.study.FailureText;
import org.brixianode.study.Sha256;
import picocli.CommandLine.Option;

/** Options of {@code train} for model, stages and schedule. */
final class LearningOptions {

    /** The weights that fine-tuning changes. */
    enum Tuned {
        /** Pyramid, heads and the last layer of the single-lung branch. */
        head,
        /** All but the first stages of the single-lung branch, which are always frozen. */
        all
    }

    @Option(
            names = "--architecture",
            paramLabel = "NAME",
            description = "mini (default) or full; with --from that of the model.")
    private Optional<String> architecture = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Decides every random number.")
    private long seed = 1;

    @Option(
            names = "--epochs",
            split = ",",
            paramLabel = "N",
            completionCandidates = StageList.class,
            description = "Epochs of the stages, one number for each: ${COMPLETION-CANDIDATES}.")
    private List<Integer> epochs = List.of();

    @Option(
            names = "--from",
            paramLabel = "DIR",
            description =
                    "Fine-tune this model instead of training from scratch. With --fold or --folds,"
                            + " fold K starts from its network K; else each of its networks is"
                            + " fine-tuned.")
    private Optional<Path> from = Optional.empty();

    @Option(
            names = "--tune",
            paramLabel = "WHAT",
            description =
                    "With --from: weights to train, head (pyramid, heads and the branch's last layer)"
                            + " or all. Default: ${DEFAULT-VALUE}.")
    private Tuned tuned = Tuned.head;

    @Option(
            names = "--validation",
            paramLabel = "N",
            description =
                    "Use one Nth of the training images, divided by patients, as a validation set: the"
                            + " last stage that trains scores stops early and keeps its best weights.")
    private Optional<Integer> validation = Optional.empty();

    @Option(
            names = "--patience",
            paramLabel = "EPOCHS",
            description =
                    "With --validation: epochs without a lower loss after which the stage ends."
                            + " Default: ${DEFAULT-VALUE}.")
    private int patience = 20;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description =
                    "Learning rate schedule: cosine (default), or plateau, with --validation: halved"
                            + " whenever the loss has not decreased for half of the patience.")
    private EarlyStop.Decay schedule = EarlyStop.Decay.COSINE;

    @Option(
            names = "--snapshots",
            paramLabel = "N",
            description =
                    "Take N networks from each training: joint training is divided into N cycles,"
                            + " each from a high learning rate to a low one.")
    private int snapshots = 1;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description =
                    "Images in a step. Default: 8, with the full architecture 2, which keeps the memory"
                            + " below 6 GB; learning rates are scaled with its square root.")
    private Optional<Integer> batch = Optional.empty();

    @Option(
            names = "--grade-balance",
            paramLabel = "X",
            description =
                    "Weight of rare grades, against class imbalance: 0 (default) for equal zones,"
                            + " 1 for equal grades.")
    private double gradeBalance;

    @Option(
            names = "--branch-start",
            paramLabel = "FILE",
            description =
                    "Without --from: start weights of the single-lung branch (EfficientNet-Lite0)."
                            + " Default: models/efficientnet-lite0/weights.h5 of the installation.")
    private Optional<Path> branchStart = Optional.empty();

    /** The option's former name. */
    @Option(names = "--reader-start", paramLabel = "FILE", hidden = true)
    private void formerBranchStart(Path file) {
        branchStart = Optional.of(file);
    }

    /**
     * SHA-256 of the initial weights of the single-lung branch; empty if no new branch is trained.
     *
     * @throws IOException if it cannot be read
     */
    Optional<String> branchStartDigest(TrainingConfig config) throws IOException {
        if (!startsBranch(config)) {
            return Optional.empty();
        }
        return Optional.of(Sha256.ofFile(branchStartFile()));
    }

    /** Whether a new single-lung branch is trained. */
    private boolean startsBranch(TrainingConfig config) {
        return config.architecture().hasBranch() && from.isEmpty();
    }

    private Path branchStartFile() {
        return branchStart.orElseGet(Home::branchStart);
    }

    long seed() {
        return seed;
    }

    int snapshots() {
        return snapshots;
    }

    /**
     * @throws CommandFailure if the model does not exist or is damaged
     */
    Optional<StartModel> base() {
        if (from.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(StartModel.read(from.get()));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.MODEL, FailureText.of(e), e);
        }
    }

    private void refuseBranchStart() {
        if (branchStart.isPresent()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--branch-start is for training from scratch with a single-lung branch: not with"
                            + " --from, nor with --architecture full");
        }
    }

    /**
     * Initial weights of a training from scratch.
     *
     * @throws CommandFailure if the file does not exist or does not fit, or the option is not
     *     applicable
     */
    Weights start(TrainingConfig config) {
        if (!startsBranch(config)) {
            refuseBranchStart();
            return new Weights();
        }
        try {
            return LungBranchStart.read(config.architecture(), branchStartFile());
        } catch (IOException | InvalidWeightsException e) {
            throw new CommandFailure(ExitCode.MODEL, FailureText.of(e), e);
        }
    }

    /**
     * @throws CommandFailure if options cannot be combined
     */
    TrainingConfig config(Optional<StartModel> base) {
        try {
            TrainingConfig planned = plan(base);
            TrainingConfig adjusted =
                    (epochs.isEmpty() ? planned : planned.withEpochs(epochs))
                            .withGradeBalance(gradeBalance);
            TrainingConfig plan = batch.map(adjusted::withBatchSize).orElse(adjusted);
            if (validation.isPresent()) {
                return plan.withEarlyStop(new EarlyStop(validation.get(), patience, schedule));
            }
            if (schedule == EarlyStop.Decay.PLATEAU) {
                throw new CommandFailure(ExitCode.USAGE, "--schedule plateau needs --validation");
            }
            return plan;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, FailureText.of(e), e);
        }
    }

    private TrainingConfig plan(Optional<StartModel> base) {
        if (base.isEmpty()) {
            return TrainingConfig.of(
                    Architecture.named(architecture.orElse(Architecture.MINI.id())), seed);
        }
        ModelCard card = base.get().card();
        if (architecture.isPresent() && !architecture.get().equals(card.architecture().id())) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "the model's architecture is %s, not %s"
                            .formatted(card.architecture().id(), architecture.get()));
        }
        return TrainingConfig.tuning(
                card.architecture(),
                card.preprocessing().preprocessing(),
                tuned == Tuned.head,
                seed);
    }
}
