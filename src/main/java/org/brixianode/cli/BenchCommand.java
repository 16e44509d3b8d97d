package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.brixianode.dicom.ObjectCopies;
import org.brixianode.send.dimse.StoreScu;
import org.brixianode.study.StageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench}: the figures of a node on this machine. */
@Command(
        name = "bench",
        description = {
            "Measure a node on this machine, over loopback.",
            "Time from the answer to an image to its report, images per second, memory, and"
                    + " reception beside DCMTK's storescp and Orthanc where they are installed."
                    + " Figures only: nothing here fails for being slow."
        })
final class BenchCommand implements Callable<Integer> {

    private static final String SOURCE = "frontal-day5.dcm";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Option(names = "--images", paramLabel = "N", description = "Images for the rate. Default: 40.")
    private int images = 40;

    @Option(
            names = "--single",
            paramLabel = "N",
            description = "Images sent one by one for the delay. Default: 15.")
    private int single = 15;

    @Option(names = "--rounds", description = "Rounds of the reception. Default: 3.")
    private int rounds = 3;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("brixia-bench");
        try {
            Path source = Home.folder().resolve("test-dicom").resolve(SOURCE);
            for (int workers = 1; workers <= 2; workers++) {
                scoring(folder.resolve("workers" + workers), source, workers);
            }
            new ReceptionBench(folder.resolve("reception"), source, rounds).run();
            return ExitCode.OK.code();
        } finally {
            delete(folder);
        }
    }

    private void scoring(Path folder, Path source, int workers)
            throws IOException, InterruptedException, StageException {
        List<Path> singles = copies(source, folder, "single", single);
        List<Path> many = copies(source, folder, "many", images);
        try (ResultReceiver receiver = ResultReceiver.start(folder.resolve("received"));
                ChildNode node = ChildNode.start(folder.resolve("node"), workers, receiver)) {
            Optional<Long> atRest = node.residentMiB();
            List<Double> delays = new ArrayList<>();
            for (Path file : singles) {
                int before = receiver.count();
                StoreScu.store(ChildNode.sending(), node.destination(), List.of(file), one -> {});
                long answered = System.nanoTime();
                awaitCount(receiver, before + 2);
                delays.add((System.nanoTime() - answered) / 1e6);
            }
            int before = receiver.count();
            long started = System.nanoTime();
            StoreScu.store(ChildNode.sending(), node.destination(), many, one -> {});
            awaitCount(receiver, before + 2 * many.size());
            double seconds = (System.nanoTime() - started) / 1e9;
            print(workers, delays, many.size() / seconds, atRest, node.residentMiB());
        }
    }

    private static void print(
            int workers,
            List<Double> delays,
            double rate,
            Optional<Long> atRest,
            Optional<Long> loaded) {
        delays.sort(Comparator.naturalOrder());
        System.out.printf(
                Locale.ROOT,
                "%d worker(s): C-STORE-RSP to report and heatmap %.0f ms median, %.0f ms 95th"
                        + " percentile (%d images); %.2f images/s; memory %s MiB at rest, %s MiB"
                        + " after load%n",
                workers,
                delays.get(delays.size() / 2),
                delays.get((int) Math.ceil(delays.size() * 0.95) - 1),
                delays.size(),
                rate,
                atRest.map(String::valueOf).orElse("?"),
                loaded.map(String::valueOf).orElse("?"));
    }

    private static void awaitCount(ResultReceiver receiver, int count)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (receiver.count() < count) {
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "only %d of %d results came".formatted(receiver.count(), count));
            }
            receiver.awaitNext(Duration.ofMillis(20));
        }
    }

    static List<Path> copies(Path source, Path folder, String name, int count) throws IOException {
        return copies(source, folder, name, count, 1);
    }

    static List<Path> copies(Path source, Path folder, String name, int count, int timesTaller)
            throws IOException {
        Files.createDirectories(folder);
        List<Path> copies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path copy = folder.resolve(name + i + ".dcm");
            ObjectCopies.write(source, folder + name + i, timesTaller, copy);
            copies.add(copy);
        }
        return copies;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
