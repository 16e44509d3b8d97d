package org.brixianode.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.dimse.EchoScu;
import org.brixianode.send.dimse.StoreScu;
import org.brixianode.study.AeTitle;
import org.brixianode.study.StageException;

/**
 * Reception in megabytes per second, each receiver in turn in the same run, with the same sender
 * and objects. The node syncs every object before it answers; DCMTK's storescp does not.
 */
final class ReceptionBench {

    private static final int OBJECTS = 24;
    private static final int TIMES_TALLER = 6;

    private final Path folder;
    private final Path source;
    private final int rounds;
    private final PrintStream out;

    /** A receiver and the speeds that it reached. */
    private record Contestant(
            String name,
            DimseDestination destination,
            AutoCloseable process,
            List<Double> speeds) {}

    /**
     * @param out where the figures are printed
     */
    ReceptionBench(Path folder, Path source, int rounds, PrintStream out) {
        this.folder = folder;
        this.source = source;
        this.rounds = rounds;
        this.out = out;
    }

    /**
     * Measures and prints.
     *
     * @return the node's speed divided by that of each other receiver that is installed
     */
    Map<String, Double> run() throws Exception {
        List<Contestant> contestants = new ArrayList<>();
        try (ResultReceiver nobody = ResultReceiver.start(folder.resolve("results"))) {
            ChildNode node = ChildNode.start(folder.resolve("node"), 1, nobody);
            contestants.add(new Contestant("node", node.destination(), node, new ArrayList<>()));
            storescp().ifPresent(contestants::add);
            orthanc().ifPresent(contestants::add);
            for (int round = 0; round <= rounds; round++) {
                for (Contestant contestant : contestants) {
                    double speed = megabytesPerSecond(contestant, round);
                    if (round > 0) { // the first warms up
                        contestant.speeds().add(speed);
                    }
                }
            }
            print(contestants);
            return ratios(contestants);
        } finally {
            for (Contestant contestant : contestants) {
                contestant.process().close();
            }
        }
    }

    private double megabytesPerSecond(Contestant contestant, int round)
            throws IOException, InterruptedException {
        Path objects = folder.resolve(contestant.name() + round);
        List<Path> files = BenchCommand.copies(source, objects, "object", OBJECTS, TIMES_TALLER);
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        long started = System.nanoTime();
        long sent =
                StoreScu.store(ChildNode.sending(), contestant.destination(), files, one -> {})
                        .stream()
                        .filter(one -> one.outcome().isSent())
                        .count();
        double seconds = (System.nanoTime() - started) / 1e9;
        if (sent < files.size()) {
            throw new IOException(contestant.name() + " took only " + sent + " objects");
        }
        for (Path file : files) {
            Files.delete(file);
        }
        return bytes / 1e6 / seconds;
    }

    private static Map<String, Double> ratios(List<Contestant> contestants) {
        double own = median(contestants.get(0).speeds());
        Map<String, Double> ratios = new TreeMap<>();
        for (Contestant other : contestants.subList(1, contestants.size())) {
            String name = other.name().equals("storescp") ? "Storescp" : other.name();
            ratios.put("receptionTo" + name, own / median(other.speeds()));
        }
        return ratios;
    }

    private void print(List<Contestant> contestants) {
        double own = median(contestants.get(0).speeds());
        out.printf(Locale.ROOT, "reception: node %.0f MB/s, synced", own);
        for (Contestant other : contestants.subList(1, contestants.size())) {
            out.printf(
                    Locale.ROOT,
                    "; %.2f times %s (%.0f MB/s)",
                    own / median(other.speeds()),
                    other.name(),
                    median(other.speeds()));
        }
        out.printf(" (median of %d rounds)%n", contestants.get(0).speeds().size());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private Optional<Contestant> storescp()
            throws IOException, InterruptedException, StageException {
        int port = freePort();
        Path to = Files.createDirectories(folder.resolve("storescp-files"));
        return start(
                "storescp", port, "PEER", List.of("storescp", "-od", to.toString(), "" + port));
    }

    private Optional<Contestant> orthanc()
            throws IOException, InterruptedException, StageException {
        int port = freePort();
        Path to = Files.createDirectories(folder.resolve("orthanc"));
        Path config = to.resolve("orthanc.json");
        Files.writeString(
                config,
                """
                { "Name": "PEER", "StorageDirectory": "%s", "IndexDirectory": "%s",
                  "DicomAet": "PEER", "DicomPort": %d, "HttpServerEnabled": false,
                  "DicomCheckCalledAet": false, "DicomAlwaysAllowStore": true }
                """
                        .formatted(to, to, port));
        return start("Orthanc", port, "PEER", List.of("Orthanc", config.toString()));
    }

    /** Absent, and said so, where the program is not installed or does not answer. */
    private Optional<Contestant> start(String program, int port, String title, List<String> command)
            throws IOException, InterruptedException {
        if (!isInstalled(program)) {
            out.println("reception: " + program + " is not installed, so not compared");
            return Optional.empty();
        }
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve(program + ".log").toFile())
                        .start();
        DimseDestination destination =
                new DimseDestination(
                        program, new AeTitle(title), "127.0.0.1", port, Optional.empty());
        for (int attempt = 0; attempt < 100; attempt++) {
            if (EchoScu.echo(ChildNode.sending(), destination).ok()) {
                return Optional.of(
                        new Contestant(
                                program, destination, () -> end(process), new ArrayList<>()));
            }
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
        end(process);
        out.println("reception: " + program + " did not answer, so not compared");
        return Optional.empty();
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }
}
