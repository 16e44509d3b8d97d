package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.lab.data.ContentDigest;
import org.brixianode.lab.keras.InvalidWeightsException;
import org.brixianode.lab.keras.LungBranchStart;
import org.brixianode.lab.train.EarlyStop;
import org.brixianode.lab.train.StagePlan;
import org.brixianode.lab.train.TrainingConfig;
import org.brixianode.model.Architecture;
import org.brixianode.model.ModelCard;
import org.brixianode.network.ModelReader;
import org.brixianode.network.Weights;
import picocli.CommandLine.Option;

/** Options of {@code train} that decide what is learned and how. */
final class LearningOptions {

    /** Which weights of a given model may change. */
    enum Tuned {
        /** Pyramid, heads and the reader's last layer; the rest stays. */
        head,
        /** Everything, but for the reader's first stages, which never change. */
        all
    }

    /**
     * The model to learn on from.
     *
     * @param members weights of its networks
     */
    record Base(ModelCard card, List<Weights> members) {}

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
                    "Learn on from this model (fine-tuning) instead of from nothing. With --fold"
                            + " or --folds, fold K starts from its network K; else each of its"
                            + " networks learns on.")
    private Optional<Path> from = Optional.empty();

    @Option(
            names = "--tune",
            paramLabel = "WHAT",
            description =
                    "With --from: which weights may change, head (pyramid, heads and the reader's"
                            + " last layer) or all. Default: ${DEFAULT-VALUE}.")
    private Tuned tuned = Tuned.head;

    @Option(
            names = "--validation",
            paramLabel = "N",
            description =
                    "Keep one Nth of the training images aside, by patients, and watch the loss on"
                            + " them: the last stage that learns scores stops early and keeps its best weights.")
    private Optional<Integer> validation = Optional.empty();

    @Option(
            names = "--patience",
            paramLabel = "EPOCHS",
            description =
                    "With --validation: epochs without a lesser loss after which the stage ends."
                            + " Default: ${DEFAULT-VALUE}.")
    private int patience = 20;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            description =
                    "How the learning rate falls: cosine (default), or plateau, with --validation:"
                            + " to a half whenever the loss stays for half of the patience.")
    private EarlyStop.Decay schedule = EarlyStop.Decay.COSINE;

    @Option(
            names = "--snapshots",
            paramLabel = "N",
            description =
                    "Take N networks from each training: the stage in which everything learns is"
                            + " divided into N rounds, each from a high rate to a low one.")
    private int snapshots = 1;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description =
                    "Images a step. Default: 8, of the full architecture 2, which keeps the memory"
                            + " under 6 GB; learning rates change with the square root of it.")
    private Optional<Integer> batch = Optional.empty();

    @Option(
            names = "--grade-balance",
            paramLabel = "X",
            description =
                    "How much more zones of rare grades count, against class imbalance: 0 (default)"
                            + " not at all, 1 so much that every grade counts alike.")
    private double gradeBalance;

    @Option(
            names = "--reader-start",
            paramLabel = "FILE",
            description =
                    "Without --from: weights of EfficientNet-Lite0, from which the reader of single"
                            + " lungs starts. Default: models/efficientnet-lite0/weights.h5 of the"
                            + " installation.")
    private Optional<Path> readerStart = Optional.empty();

    /**
     * SHA-256 of the file from which the reader starts; empty where it does not start from one.
     *
     * @throws IOException if it cannot be read
     */
    Optional<String> readerStartDigest(TrainingConfig config) throws IOException {
        if (!startsReader(config)) {
            return Optional.empty();
        }
        return Optional.of(ContentDigest.sha256(Files.readAllBytes(readerStartFile())));
    }

    /** Whether a reader of single lungs is trained that no model before has. */
    private boolean startsReader(TrainingConfig config) {
        return config.architecture().hasReader() && from.isEmpty();
    }

    private Path readerStartFile() {
        return readerStart.orElseGet(Home::readerStart);
    }

    long seed() {
        return seed;
    }

    int snapshots() {
        return snapshots;
    }

    /**
     * @throws CommandFailure if there is no such model, or a damaged one
     */
    Optional<Base> base() {
        if (from.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Base(ModelCard.read(from.get()), ModelReader.weights(from.get())));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.MODEL, e.getMessage(), e);
        }
    }

    private void refuseReaderStart() {
        if (readerStart.isPresent()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--reader-start is for a training from nothing whose architecture has a reader of"
                            + " single lungs: not with --from, nor with --architecture full");
        }
    }

    /**
     * What a training starts from that does not go on from a model.
     *
     * @throws CommandFailure if there is no such file, or one that does not fit, or if it is given
     *     where it is not used
     */
    Weights start(TrainingConfig config) {
        if (!startsReader(config)) {
            refuseReaderStart();
            return new Weights();
        }
        try {
            return LungBranchStart.read(config.architecture(), readerStartFile());
        } catch (IOException | InvalidWeightsException e) {
            throw new CommandFailure(ExitCode.MODEL, e.getMessage(), e);
        }
    }

    /**
     * @throws CommandFailure if options do not go together
     */
    TrainingConfig config(Optional<Base> base) {
        try {
            TrainingConfig usual = withEpochs(plan(base)).withGradeBalance(gradeBalance);
            TrainingConfig plan = batch.map(usual::withBatchSize).orElse(usual);
            if (validation.isPresent()) {
                return plan.withEarlyStop(new EarlyStop(validation.get(), patience, schedule));
            }
            if (schedule == EarlyStop.Decay.PLATEAU) {
                throw new CommandFailure(
                        ExitCode.USAGE, "--schedule plateau needs --validation to see a plateau");
            }
            return plan;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage(), e);
        }
    }

    private TrainingConfig plan(Optional<Base> base) {
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

    private TrainingConfig withEpochs(TrainingConfig plan) {
        if (epochs.isEmpty()) {
            return plan;
        }
        if (epochs.size() != plan.stages().size()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--epochs takes %d numbers here, not %d"
                            .formatted(plan.stages().size(), epochs.size()));
        }
        List<StagePlan> stages = new ArrayList<>();
        for (int i = 0; i < epochs.size(); i++) {
            stages.add(plan.stages().get(i).withEpochs(epochs.get(i)));
        }
        return plan.withStages(stages);
    }
}
