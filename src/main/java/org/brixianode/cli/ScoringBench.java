package org.brixianode.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
 * Ratios are of each round, and of them the median, so that what else the machine does counts for
 * both.
 */
final class ScoringBench {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Results of an image: report and heatmap. */
    private static final int RESULTS = 2;

    private final Path folder;
    private final Path source;
    private final int rounds;
    private final int images;
    private final int single;
    private final PrintStream out;

    private final List<Double> delaysMs = new ArrayList<>();
    private final List<Double> bareDelaysMs = new ArrayList<>();
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> bareRates = new ArrayList<>();
    private final List<Double> cpuMs = new ArrayList<>();
    private final List<Double> bareCpuMs = new ArrayList<>();

    /**
     * @param images in a round
     * @param single images in a round that are sent one by one
     */
    ScoringBench(Path folder, Path source, int rounds, int images, int single, PrintStream out) {
        this.folder = folder;
        this.source = source;
        this.rounds = rounds;
        this.images = images;
        this.single = single;
        this.out = out;
    }

    /**
     * Measures and prints.
     *
     * @return {@code nodeToBare}, the node's rate divided by the model's, and {@code
     *     latencyToBare}, the time to an image's results divided by the time of the model
     */
    Map<String, Double> run() throws IOException, InterruptedException, StageException {
        try (BsNetModel model = BsNetModel.load(Home.bundledModel(), Sessions.standard());
                ResultReceiver receiver = ResultReceiver.start(folder.resolve("received"));
                ChildNode node = ChildNode.start(folder.resolve("node"), 1, receiver)) {
            Optional<Long> atRest = node.residentMiB();
            float[] input = input(model);
            for (int round = 0; round <= rounds; round++) {
                bareDelays(model, input);
                delays(node, receiver, round);
                bareRate(model, input);
                rate(node, receiver, round);
                if (round == 0) { // the first warms up
                    List.of(delaysMs, bareDelaysMs, rates, bareRates, cpuMs, bareCpuMs)
                            .forEach(List::clear);
                }
            }
            print(atRest, node.residentMiB());
        }
        return Map.of("nodeToBare", nodeToBare(), "latencyToBare", latencyToBare());
    }

    private float[] input(BsNetModel model) throws StageException {
        AeTitle title = ResultReceiver.TITLE;
        ReceivedInstance instance =
                new ReceivedInstance(
                        new InstanceRef("1", "1", "1", "1"),
                        "1",
                        title,
                        title,
                        source,
                        1,
                        "",
                        java.time.Instant.EPOCH);
        PixelResult result = new PixelStage(PixelsConfig.defaults()).read(instance);
        if (!(result instanceof PixelResult.Accepted accepted)) {
            throw new IllegalArgumentException(source + " is not an image that is scored");
        }
        return model.card()
                .preprocessing()
                .preprocessing()
                .apply(accepted.radiograph().grey(), model.card().architecture().inputSizePx());
    }

    private void bareDelays(BsNetModel model, float[] input) {
        for (int i = 0; i < single; i++) {
            long started = System.nanoTime();
            model.run(List.of(input));
            bareDelaysMs.add((System.nanoTime() - started) / 1e6);
        }
    }

    private void delays(ChildNode node, ResultReceiver receiver, int round)
            throws IOException, InterruptedException, StageException {
        for (Path file : BenchCommand.copies(source, folder, "single" + round + "-", single)) {
            int before = receiver.count();
            StoreScu.store(ChildNode.sending(), node.destination(), List.of(file), one -> {});
            long answered = System.nanoTime();
            awaitCount(receiver, before + RESULTS);
            delaysMs.add((System.nanoTime() - answered) / 1e6);
        }
    }

    private void bareRate(BsNetModel model, float[] input) {
        double cpu = cpuMs(ProcessHandle.current());
        long started = System.nanoTime();
        for (int i = 0; i < images; i++) {
            model.run(List.of(input));
        }
        bareRates.add(images / ((System.nanoTime() - started) / 1e9));
        bareCpuMs.add((cpuMs(ProcessHandle.current()) - cpu) / images);
    }

    private void rate(ChildNode node, ResultReceiver receiver, int round)
            throws IOException, InterruptedException, StageException {
        List<Path> files = BenchCommand.copies(source, folder, "many" + round + "-", images);
        int before = receiver.count();
        double cpu = cpuMs(node.handle());
        long started = System.nanoTime();
        StoreScu.store(ChildNode.sending(), node.destination(), files, one -> {});
        awaitCount(receiver, before + RESULTS * images);
        rates.add(images / ((System.nanoTime() - started) / 1e9));
        cpuMs.add((cpuMs(node.handle()) - cpu) / images);
    }

    private static double cpuMs(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
    }

    private double nodeToBare() {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < rates.size(); i++) {
            ratios.add(rates.get(i) / bareRates.get(i));
        }
        return median(ratios);
    }

    private double latencyToBare() {
        return median(delaysMs) / median(bareDelaysMs);
    }

    private void print(Optional<Long> atRest, Optional<Long> loaded) {
        out.printf(
                Locale.ROOT,
                "C-STORE-RSP to report and heatmap %.0f ms median, %.0f ms 95th percentile (%d"
                        + " images), %.2f times the model alone (%.0f ms)%n",
                median(delaysMs),
                percentile95(delaysMs),
                delaysMs.size(),
                latencyToBare(),
                median(bareDelaysMs));
        out.printf(
                Locale.ROOT,
                "%.2f images/s, %.2f of the model alone (%.2f images/s; median of %d rounds of %d);"
                        + " processor time per image %.0f ms, the model alone %.0f ms%n",
                median(rates),
                nodeToBare(),
                median(bareRates),
                rates.size(),
                images,
                median(cpuMs),
                median(bareCpuMs));
        out.printf(
                "memory %s MiB at rest, %s MiB after load%n",
                atRest.map(String::valueOf).orElse("?"), loaded.map(String::valueOf).orElse("?"));
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static double percentile95(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
    }

    private static void awaitCount(ResultReceiver receiver, int count)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (receiver.count() < count) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "only %d of %d results arrived".formatted(receiver.count(), count));
            }
            receiver.awaitNext(Duration.ofMillis(20));
        }
    }
}
