package org.brixianode.lab.train;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.data.InvalidDataException;
import org.brixianode.lab.data.PictureReader;
import org.brixianode.network.BsNet;
import org.brixianode.network.Weights;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network through the stages of its plan. A stopped training resumes from its last
 * complete epoch with the same random numbers as without the stop.
 */
public final class Trainer {

    private static final int PREFETCHED_BATCHES = 3;

    /**
     * Epochs between checkpoints and evaluations on the validation set; the last epoch is evaluated
     * too.
     */
    static final int EPOCHS_BETWEEN_EVALUATIONS = 5;

    private final TrainingConfig config;
    private final List<Sample> samples;
    private final List<Sample> validation;
    private final Checkpoints checkpoints;
    private final TrainingProgress progress;
    private @Nullable Stop stopAfter;

    /** Whether there is a branch that has not been trained before. */
    private boolean newBranch;

    /** An epoch at which a training stops. */
    private record Stop(StagePlan.Stage stage, int epoch) {}

    /**
     * @param annotations the training images and no others; with early stopping a part of them, by
     *     patients, is the validation set
     * @param folder where checkpoints go
     * @throws InvalidDataException listing every picture that cannot be read, or saying that there
     *     are too few patients or no masks
     */
    public Trainer(
            TrainingConfig config,
            List<Annotation> annotations,
            PictureReader reader,
            Path folder,
            TrainingProgress progress)
            throws IOException, InvalidDataException {
        DataRequirements.check(config, annotations);
        this.config = config;
        Samples all = new Samples(config, reader);
        this.samples = all.load(config.trainingSet(annotations));
        this.validation = all.load(config.validationSet(annotations));
        if (samples.stream().noneMatch(Sample::hasHumanMask)
                && DataRequirements.withoutMasks(config).isPresent()) {
            throw new InvalidDataException(List.of("all masks are empty"));
        }
        this.checkpoints = new Checkpoints(folder);
        this.progress = progress;
    }

    /** Ends the training with an InterruptedException after a checkpoint, for tests. */
    void stopAfter(StagePlan.Stage stage, int epoch) {
        stopAfter = new Stop(stage, epoch);
    }

    /**
     * @param start start values, not changed; missing ones are drawn at random
     * @return the averaged weights after the last stage
     * @throws InterruptedException if the thread was interrupted between two steps
     * @throws OtherTrainingException if the folder holds another training's checkpoints
     */
    public Weights train(Weights start) throws IOException, InterruptedException {
        newBranch = LungBranchFeatures.areMissing(start);
        String fingerprint = Fingerprint.of(config, samples, validation, start);
        Checkpoints.State state = checkpoints.last(fingerprint);
        Weights weights = checkpoints.startOf(state, new Weights().updated(start));
        for (int stage = state.stage(); stage < config.stages().size(); stage++) {
            Checkpoints.State from =
                    stage == state.stage() ? state : new Checkpoints.State(stage, fingerprint);
            weights = stage(weights, from);
            checkpoints.begin(new Checkpoints.State(stage + 1, fingerprint), weights);
        }
        return weights;
    }

    /**
     * @param from the stage and its completed epochs
     */
    private Weights stage(Weights start, Checkpoints.State from)
            throws IOException, InterruptedException {
        StagePlan plan = config.stages().get(from.stage());
        if (isLeftOut(plan, start)) {
            return start;
        }
        List<Sample> known = stageSamples(plan, start);
        BatchSource source =
                new BatchSource(known, plan, config.architecture(), config.mixing(), config.seed());
        try (TrainingGraph graph =
                        new TrainingGraph(
                                config.architecture(),
                                plan.stage(),
                                config.losses(),
                                GradeWeights.of(samples, config.losses().gradeBalance()),
                                config.weightDecay(),
                                config.wholeEvery());
                EarlyStopping earlyStopping = earlyStopping(plan, from)) {
            if (from.epoch() > 0) {
                graph.restore(checkpoints.prefix(from));
            } else {
                start.initialise(graph.variables().specs(), config.seed());
                graph.start(
                        plan.stage() == StagePlan.Stage.BRANCH && newBranch
                                ? LungBranchFeatures.measured(config.architecture(), start, known)
                                : start);
            }
            int epoch = from.epoch();
            while (epoch < plan.epochs()
                    && !(isEvaluated(plan, epoch) && earlyStopping.isOver(epoch))) {
                epoch++;
                epoch(graph, source, plan, epoch, earlyStopping.progress().rateFactor());
                boolean stop = new Stop(plan.stage(), epoch).equals(stopAfter);
                stop |= Thread.interrupted();
                if (isEvaluated(plan, epoch)) {
                    earlyStopping.evaluate(epoch, () -> start.updated(graph.averaged()));
                }
                if (stop || epoch % EPOCHS_BETWEEN_EVALUATIONS == 0) {
                    checkpoints.save(
                            new Checkpoints.State(
                                    from.stage(),
                                    epoch,
                                    from.fingerprint(),
                                    earlyStopping.progress()),
                            graph);
                }
                if (stop) {
                    throw new InterruptedException("stopped after epoch " + epoch);
                }
            }
            return earlyStopping.best(start.updated(graph.averaged()));
        }
    }

    /**
     * Whether a stage without epochs has nothing to add to the weights either: its graph, which
     * takes longer to build than many steps, is not needed then.
     */
    private boolean isLeftOut(StagePlan plan, Weights start) {
        boolean measures = plan.stage() == StagePlan.Stage.BRANCH && newBranch;
        return plan.epochs() == 0
                && !measures
                && BsNet.variables(config.architecture()).stream()
                        .allMatch(spec -> start.asMap().containsKey(spec.name()));
    }

    /** Whether the validation set is evaluated after an epoch, which may then be the last. */
    private static boolean isEvaluated(StagePlan plan, int epoch) {
        return epoch > 0 && (epoch % EPOCHS_BETWEEN_EVALUATIONS == 0 || epoch == plan.epochs());
    }

    private EarlyStopping earlyStopping(StagePlan plan, Checkpoints.State from) {
        return config.earlyStopOf(plan)
                .<EarlyStopping>map(
                        rule ->
                                new EarlyStopping.OnValidationSet(
                                        rule,
                                        new ValidationSet(
                                                config.architecture(), config.losses(), validation),
                                        checkpoints.bestFile(from.stage()),
                                        from.validation()))
                .orElse(EarlyStopping.NONE);
    }

    /**
     * The stage's samples, with predicted lungs where it needs lungs without a human mask; the
     * single-lung branch is trained on predicted lungs only.
     */
    private List<Sample> stageSamples(StagePlan plan, Weights start) {
        if (plan.stage().trainsBranch()) {
            return PredictedLungs.predicted(config.architecture(), start, samples);
        }
        return plan.stage().usesGivenLungs()
                ? PredictedLungs.given(config, start, samples)
                : samples;
    }

    private void epoch(
            TrainingGraph graph, BatchSource source, StagePlan plan, int epoch, double rateFactor)
            throws InterruptedException {
        double averageDecay = plan.stage().updatesWeights() ? config.averageDecay() : 0;
        EarlyStop.Decay decay =
                config.earlyStopOf(plan).map(EarlyStop::decay).orElse(EarlyStop.Decay.COSINE);
        Schedule schedule =
                new Schedule(plan, source.batchesPerEpoch(), averageDecay, decay, rateFactor);
        long startNs = System.nanoTime();
        double sum = 0;
        int done = 0;
        ExecutorService preparer = Executors.newSingleThreadExecutor();
        try {
            Deque<Future<Batch>> ahead = new ArrayDeque<>();
            for (List<Integer> indexes : source.order(epoch)) {
                ahead.add(preparer.submit(() -> source.batch(epoch, indexes)));
                if (ahead.size() > PREFETCHED_BATCHES) {
                    sum += step(graph, schedule, epoch, ++done, ahead.remove());
                    report(plan, epoch, done, source.batchesPerEpoch(), sum, startNs);
                }
            }
            while (!ahead.isEmpty()) {
                sum += step(graph, schedule, epoch, ++done, ahead.remove());
                report(plan, epoch, done, source.batchesPerEpoch(), sum, startNs);
            }
        } finally {
            preparer.shutdownNow();
        }
    }

    private double step(
            TrainingGraph graph, Schedule schedule, int epoch, int step, Future<Batch> batch)
            throws InterruptedException {
        try {
            return graph.step(batch.get(), schedule.step(epoch, step, config.seed()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("a training batch could not be prepared", e);
        }
    }

    private void report(StagePlan plan, int epoch, int done, int steps, double sum, long startNs) {
        long perStepNs = (System.nanoTime() - startNs) / done;
        long left = (long) (plan.epochs() - epoch) * steps + steps - done;
        progress.step(
                plan.stage(),
                epoch,
                plan.epochs(),
                done,
                steps,
                sum / done,
                Duration.ofNanos(perStepNs * left));
    }
}
