package org.brixianode.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.brixianode.demo.Loopback;
import org.brixianode.demo.ResultReceiver;
import org.brixianode.model.BsNetModel;
import org.brixianode.model.Sessions;
import org.brixianode.pixels.PixelResult;
import org.brixianode.pixels.PixelStage;
import org.brixianode.pixels.PixelsConfig;
import org.brixianode.send.dimse.StoreScu;
import org.brixianode.study.AeTitle;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;

/**
 * A node beside its model alone: images in a second, and the time from the answer to an image to
 * its results, in turn with a loop that runs the network on the same image and does nothing else.
 */
final class ScoringBench {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final BenchPlan plan;
    private final Path folder;
    private final Measured ofNode = new Measured();
    private final Measured ofModel = new Measured();

    /** Values so far. */
    private static final class Measured {
        final List<Double> delaysMs = new ArrayList<>();
        final List<Double> rates = new ArrayList<>();
        final List<Double> cpuMs = new ArrayList<>();

        void clear() {
            List.of(delaysMs, rates, cpuMs).forEach(List::clear);
        }

        ScoringFigures.Rounds rounds() {
            return new ScoringFigures.Rounds(
                    new Sample(delaysMs), new Sample(rates), new Sample(cpuMs));
        }
    }

    /**
     * @param folder for everything that is written
     */
    ScoringBench(BenchPlan plan, Path folder) {
        this.plan = plan;
        this.folder = folder;
    }

    ScoringFigures run() throws IOException, InterruptedException, StageException {
        try (BsNetModel model = BsNetModel.load(plan.model(), Sessions.standard());
                ResultReceiver receiver = ResultReceiver.start(folder.resolve("received"));
                ChildNode node =
                        ChildNode.start(folder.resolve("node"), plan.model(), 1, receiver)) {
            OptionalLong atRest = node.residentMiB();
            float[] input = input(model);
            for (int round = 0; round <= plan.rounds(); round++) {
                bareDelays(model, input);
                delays(node, receiver, round);
                bareRate(model, input);
                rate(node, receiver, round);
                if (round == 0) { // the first warms up
                    ofNode.clear();
                    ofModel.clear();
                }
            }
            return new ScoringFigures(
                    ofNode.rounds(), ofModel.rounds(), plan.images(), atRest, node.residentMiB());
        }
    }

    private float[] input(BsNetModel model) throws StageException {
        AeTitle title = ResultReceiver.TITLE;
        ReceivedInstance instance =
                new ReceivedInstance(
                        new InstanceRef("1", "1", "1", "1"),
                        "1",
                        title,
                        title,
                        plan.source(),
                        1,
                        "",
                        Instant.EPOCH);
        PixelResult result = new PixelStage(PixelsConfig.defaults()).read(instance);
        if (!(result instanceof PixelResult.Accepted accepted)) {
            throw new IllegalArgumentException(plan.source() + " is not an image that is scored");
        }
        return model.card()
                .preprocessing()
                .preprocessing()
                .apply(accepted.radiograph().grey(), model.card().architecture().inputSizePx());
    }

    private void bareDelays(BsNetModel model, float[] input) {
        for (int i = 0; i < plan.single(); i++) {
            long started = System.nanoTime();
            model.run(List.of(input));
            ofModel.delaysMs.add((System.nanoTime() - started) / 1e6);
        }
    }

    private void delays(ChildNode node, ResultReceiver receiver, int round)
            throws IOException, InterruptedException {
        for (Path file : copies("single" + round + "-", plan.single())) {
            int before = receiver.count();
            StoreScu.store(Loopback.sending(), node.destination(), List.of(file), one -> {});
            long answered = System.nanoTime();
            receiver.awaitCount(before + ResultReceiver.RESULTS_OF_AN_IMAGE, PATIENCE);
            ofNode.delaysMs.add((System.nanoTime() - answered) / 1e6);
        }
    }

    private void bareRate(BsNetModel model, float[] input) {
        double cpu = cpuMs(ProcessHandle.current());
        long started = System.nanoTime();
        for (int i = 0; i < plan.images(); i++) {
            model.run(List.of(input));
        }
        ofModel.rates.add(plan.images() / ((System.nanoTime() - started) / 1e9));
        ofModel.cpuMs.add((cpuMs(ProcessHandle.current()) - cpu) / plan.images());
    }

    private void rate(ChildNode node, ResultReceiver receiver, int round)
            throws IOException, InterruptedException {
        List<Path> files = copies("many" + round + "-", plan.images());
        int before = receiver.count();
        double cpu = cpuMs(node.handle());
        long started = System.nanoTime();
        StoreScu.store(Loopback.sending(), node.destination(), files, one -> {});
        receiver.awaitCount(before + ResultReceiver.RESULTS_OF_AN_IMAGE * plan.images(), PATIENCE);
        ofNode.rates.add(plan.images() / ((System.nanoTime() - started) / 1e9));
        ofNode.cpuMs.add((cpuMs(node.handle()) - cpu) / plan.images());
    }

    private List<Path> copies(String name, int count) throws IOException {
        return Copies.write(plan.source(), folder, name, count, 1);
    }

    private static double cpuMs(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
    }
}
