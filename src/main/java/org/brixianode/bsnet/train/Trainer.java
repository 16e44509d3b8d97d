package org.brixianode.bsnet.train;

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
import org.brixianode.bsnet.Weights;
import org.brixianode.bsnet.data.Annotation;
import org.brixianode.bsnet.data.InvalidDataException;
import org.brixianode.bsnet.data.PictureReader;

/**
 * Trains a network through the stages of its plan. Stopped at any time, it goes on from its last
 * whole epoch, and draws the same random numbers as if it had never stopped.
 */
public final class Trainer {

    private static final int PREFETCHED_BATCHES = 3;
    private static final int EPOCHS_BETWEEN_CHECKPOINTS = 5;

    private final TrainingConfig config;
    private final List<Sample> samples;
    private final Checkpoints checkpoints;
    private final TrainingProgress progress;
    private Stop stopAfter;

    /** A point in a training. */
    private record Stop(StagePlan.Stage stage, int epoch) {}

    /**
     * @param annotations the training images and no others: what is not here is never read
     * @param folder where checkpoints go
     * @throws InvalidDataException listing every picture that cannot be read
     */
    public Trainer(
            TrainingConfig config,
            List<Annotation> annotations,
            PictureReader reader,
            Path folder,
            TrainingProgress progress)
            throws IOException, InvalidDataException {
        this.config = config;
        this.samples = new Samples(config, reader).load(annotations);
        this.checkpoints = new Checkpoints(folder);
        this.progress = progress;
    }

    /** Ends the training with an InterruptedException after a checkpoint, as a test's stop. */
    void stopAfter(StagePlan.Stage stage, int epoch) {
        stopAfter = new Stop(stage, epoch);
    }

    /**
     * @param start values to start from; what they lack starts at random
     * @return the averaged weights after the last stage
     * @throws InterruptedException if the thread was interrupted between two steps
     */
    public Weights train(Weights start) throws IOException, InterruptedException {
        String fingerprint = Fingerprint.of(config, samples);
        Checkpoints.State state =
                checkpoints
                        .last()
                        .filter(last -> last.fingerprint().equals(fingerprint))
                        .orElse(new Checkpoints.State(0, 0, fingerprint));
        Weights weights = checkpoints.startOf(state, start);
        for (int stage = state.stage(); stage < config.stages().size(); stage++) {
            int doneEpochs = stage == state.stage() ? state.epoch() : 0;
            weights = stage(stage, weights, doneEpochs, fingerprint);
            checkpoints.begin(new Checkpoints.State(stage + 1, 0, fingerprint), weights);
        }
        return weights;
    }

    private Weights stage(int index, Weights start, int doneEpochs, String fingerprint)
            throws IOException, InterruptedException {
        StagePlan plan = config.stages().get(index);
        BatchSource source = source(plan, start);
        try (TrainingGraph graph =
                new TrainingGraph(
                        config.architecture(),
                        plan.stage(),
                        config.losses(),
                        config.weightDecay(),
                        config.wholeEvery())) {
            if (doneEpochs > 0) {
                graph.restore(
                        checkpoints.prefix(new Checkpoints.State(index, doneEpochs, fingerprint)));
            } else {
                start.initialise(graph.variables().specs(), config.seed());
                graph.start(start);
            }
            for (int epoch = doneEpochs + 1; epoch <= plan.epochs(); epoch++) {
                epoch(graph, source, plan, epoch);
                boolean stop = new Stop(plan.stage(), epoch).equals(stopAfter);
                stop |= Thread.interrupted();
                if (stop || epoch % EPOCHS_BETWEEN_CHECKPOINTS == 0) {
                    checkpoints.save(new Checkpoints.State(index, epoch, fingerprint), graph);
                }
                if (stop) {
                    throw new InterruptedException("stopped after epoch " + epoch);
                }
            }
            return start.updated(graph.averaged());
        }
    }

    /** The stage's samples; where it needs lungs that no human drew, they are found first. */
    private BatchSource source(StagePlan plan, Weights start) {
        List<Sample> known =
                plan.stage().usesGivenLungs()
                        ? FoundLungs.fill(config.architecture(), start, samples)
                        : samples;
        return new BatchSource(known, plan, config.architecture(), config.mixing(), config.seed());
    }

    private void epoch(TrainingGraph graph, BatchSource source, StagePlan plan, int epoch)
            throws InterruptedException {
        double averageDecay = plan.stage().movesWeights() ? config.averageDecay() : 0;
        Schedule schedule = new Schedule(plan, source.batchesPerEpoch(), averageDecay);
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
