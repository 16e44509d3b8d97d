package org.brixianode.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.brixianode.dicom.ObjectCopies;
import org.brixianode.ops.JsonLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench}: the figures of a node on this machine. */
@Command(
        name = "bench",
        description = {
            "Measure a node on this machine, over loopback.",
            "Time from the answer to an image to its report and images per second, in turn with the"
                    + " model alone, processor time, memory, and reception beside DCMTK's storescp and"
                    + " Orthanc where they are installed."
                    + " The command only measures; a slow node is not an error."
        })
final class BenchCommand implements Callable<Integer> {

    private static final String SOURCE = "frontal-day5.dcm";

    @Option(
            names = "--images",
            paramLabel = "N",
            description = "Images in each round of the rate. Default: 20.")
    private int images = 20;

    @Option(
            names = "--single",
            paramLabel = "N",
            description = "Images in each round that are sent one by one. Default: 5.")
    private int single = 5;

    @Option(names = "--rounds", description = "Rounds of each measurement. Default: 3.")
    private int rounds = 3;

    @Option(
            names = "--image",
            paramLabel = "FILE",
            description = "DICOM object to send copies of. Default: a test object of the node's.")
    private Optional<Path> image = Optional.empty();

    @Option(
            names = "--json",
            description =
                    "Print the ratios alone, as one JSON object; the rest goes to standard error.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("brixia-bench");
        try {
            Path source =
                    image.orElseGet(() -> Home.folder().resolve("test-dicom").resolve(SOURCE));
            PrintStream out = json ? System.err : System.out;
            Map<String, Double> ratios = new LinkedHashMap<>();
            ratios.putAll(
                    new ScoringBench(folder.resolve("scoring"), source, rounds, images, single, out)
                            .run());
            ratios.putAll(
                    new ReceptionBench(folder.resolve("reception"), source, rounds, out).run());
            if (json) {
                System.out.println(JsonLine.of(ratios));
            }
            return ExitCode.OK.code();
        } finally {
            delete(folder);
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
