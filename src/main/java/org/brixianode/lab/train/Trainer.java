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
import org.brixianode.network.Weights;

/**
 * Trains a network through the stages of its plan. Stopped at any time, it goes on from its last
 * whole epoch, and draws the same random numbers as if it had never stopped.
 */
public final class Trainer {

    private static final int PREFETCHED_BATCHES = 3;

    /**
     * Epochs from one checkpoint, and one look at the watched images, to the next; the last epoch
     * is looked at too.
     */
    static final int EPOCHS_BETWEEN_LOOKS = 5;

    private final TrainingConfig config;
    private final List<Sample> samples;
    private final List<Sample> watched;
    private final Checkpoints checkpoints;
    private final TrainingProgress progress;
    private Stop stopAfter;

    /** Whether the reader, where there is one, has not learned before. */
    private boolean newReader;

    /** A point in a training. */
    private record Stop(StagePlan.Stage stage, int epoch) {}

    /**
     * @param annotations the training images and no others: what is not here is never read; with
     *     early stopping a part of them, by patients, is only watched
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
        DataNeeds.check(config, annotations);
        this.config = config;
        Samples all = new Samples(config, reader);
        this.samples = all.load(config.learned(annotations));
        this.watched = all.load(config.watched(annotations));
        if (samples.stream().noneMatch(Sample::hasHumanMask)
                && DataNeeds.withoutMasks(config).isPresent()) {
            throw new InvalidDataException(List.of("no lung is drawn in any of the masks"));
        }
        this.checkpoints = new Checkpoints(folder);
        this.progress = progress;
    }

    /** Ends the training with an InterruptedException after a checkpoint, as a test's stop. */
    void stopAfter(StagePlan.Stage stage, int epoch) {
        stopAfter = new Stop(stage, epoch);
    }

    /**
     * @param start values to start from; what they lack starts at random, and they stay as they are
     * @return the averaged weights after the last stage
     * @throws InterruptedException if the thread was interrupted between two steps
     * @throws OtherTrainingException if the folder holds another training's checkpoints
     */
    public Weights train(Weights start) throws IOException, InterruptedException {
        newReader = LungBranchFeatures.areMissing(start);
        String fingerprint = Fingerprint.of(config, samples, watched, start);
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
     * @param from the stage and how far it had come
     */
    private Weights stage(Weights start, Checkpoints.State from)
            throws IOException, InterruptedException {
        StagePlan plan = config.stages().get(from.stage());
        List<Sample> known = known(plan, start);
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
                Watch watch = watch(plan, from)) {
            if (from.epoch() > 0) {
                graph.restore(checkpoints.prefix(from));
            } else {
                start.initialise(graph.variables().specs(), config.seed());
                graph.start(
                        plan.stage() == StagePlan.Stage.READER && newReader
                                ? LungBranchFeatures.measured(config.architecture(), start, known)
                                : start);
            }
            int epoch = from.epoch();
            while (epoch < plan.epochs() && !(isLooked(plan, epoch) && watch.over(epoch))) {
                epoch++;
                epoch(graph, source, plan, epoch, watch.standing().rateFactor());
                boolean stop = new Stop(plan.stage(), epoch).equals(stopAfter);
                stop |= Thread.interrupted();
                if (isLooked(plan, epoch)) {
                    watch.look(epoch, () -> start.updated(graph.averaged()));
                }
                if (stop || epoch % EPOCHS_BETWEEN_LOOKS == 0) {
                    checkpoints.save(
                            new Checkpoints.State(
                                    from.stage(), epoch, from.fingerprint(), watch.standing()),
                            graph);
                }
                if (stop) {
                    throw new InterruptedException("stopped after epoch " + epoch);
                }
            }
            return watch.best(start.updated(graph.averaged()));
        }
    }

    /** Whether the watched images are looked at after an epoch, which may then be the last. */
    private static boolean isLooked(StagePlan plan, int epoch) {
        return epoch > 0 && (epoch % EPOCHS_BETWEEN_LOOKS == 0 || epoch == plan.epochs());
    }

    private Watch watch(StagePlan plan, Checkpoints.State from) {
        return config.earlyStopOf(plan)
                .<Watch>map(
                        rule ->
                                new Watch.OnImages(
                                        rule,
                                        new ValidationSet(
                                                config.architecture(), config.losses(), watched),
                                        checkpoints.bestFile(from.stage()),
                                        from.standing()))
                .orElse(Watch.NONE);
    }

    /**
     * The stage's samples. Lungs that it is given and no human drew are found first; for the reader
     * of single lungs all are, as in use.
     */
    private List<Sample> known(StagePlan plan, Weights start) {
        if (plan.stage().readsLungs()) {
            return PredictedLungs.own(config.architecture(), start, samples);
        }
        return plan.stage().usesGivenLungs()
                ? PredictedLungs.given(config, start, samples)
                : samples;
    }

    private void epoch(
            TrainingGraph graph, BatchSource source, StagePlan plan, int epoch, double rateFactor)
            throws InterruptedException {
        double averageDecay = plan.stage().movesWeights() ? config.averageDecay() : 0;
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
