package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.brixianode.demo.Demo;
import org.brixianode.demo.DemoResult;
import org.brixianode.demo.Loopback;
import org.brixianode.ops.QuietLog;
import org.brixianode.send.dimse.StoreScu;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code demo}: runs a complete example on loopback with the files of the installation. */
@Command(
        name = "demo",
        description = {
            "Run a complete example on loopback with test images.",
            "Starts a node and a small receiving AE, sends test images to the node, waits for their"
                    + " Structured Reports and heatmaps, and prints the scores."
        })
final class DemoCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the results. Default: a new folder under demo/.")
    private Optional<Path> out = Optional.empty();

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "DICOM files to send. Default: the test objects of the installation.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws Exception {
        Path folder = out.orElseGet(DemoCommand::newFolder).toAbsolutePath();
        List<Path> sent = files.isEmpty() ? testObjects() : files;
        System.out.println(
                "Starting a node with model %s (the first start unpacks TensorFlow)..."
                        .formatted(Home.bundledModel().getFileName()));
        Demo demo = new Demo(folder, Home.bundledModel(), sent, PATIENCE);
        DemoResult result = QuietLog.during(() -> demo.run(new ConsoleProgress()));
        print(result);
        return result.complete() ? ExitCode.OK.code() : ExitCode.FAILED.code();
    }

    private static Path newFolder() {
        String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
        return Path.of("demo").resolve(time);
    }

    private static List<Path> testObjects() throws IOException {
        try (Stream<Path> found = Files.list(Home.testObjects())) {
            return found.filter(file -> file.toString().endsWith(".dcm")).sorted().toList();
        }
    }

    /** Prints the progress. */
    private static final class ConsoleProgress implements Demo.Progress {

        @Override
        public void started(int port, String model) {
            System.out.println("%s on loopback port %d, %s".formatted(Loopback.NODE, port, model));
        }

        @Override
        public void sent(StoreScu.FileOutcome one) {
            System.out.println(
                    "  C-STORE %-28s %s %s"
                            .formatted(
                                    one.file().getFileName(),
                                    one.outcome().kind(),
                                    one.outcome().text()));
        }
    }

    static void print(DemoResult result) {
        if (!result.inTime()) {
            System.out.println("not all results arrived within " + PATIENCE.toSeconds() + " s");
        }
        if (result.failed() > 0) {
            System.out.println(result.failed() + " failed; the log says why");
        }
        System.out.println();
        DemoTable.lines(result.images()).forEach(System.out::println);
        System.out.println();
        for (DemoResult.Arrived one : result.arrived()) {
            System.out.println(
                    "  %s of %s: %s"
                            .formatted(
                                    one.kind().label(),
                                    one.image(),
                                    one.picture().orElse(one.file())));
        }
        System.out.println("\nResearch use only - not for diagnosis.");
    }
}
