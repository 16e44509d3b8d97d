package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.brixianode.config.ConfigReader;
import org.brixianode.config.NodeConfig;
import org.brixianode.node.Node;
import org.brixianode.queue.JobAdmin;
import org.brixianode.queue.JobCounts;
import org.brixianode.report.capture.HeatmapFiles;
import org.brixianode.report.registry.StandardResults;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.StoreScu;
import org.brixianode.study.AeTitle;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.PrivateFiles;
import org.brixianode.study.StageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code demo}: the whole way on loopback, with nothing but the checkout. */
@Command(
        name = "demo",
        description = {
            "Run a complete example on loopback with test images.",
            "Starts a node and a small receiving AE, sends test images to the node, waits for their"
                    + " Structured Reports and heatmaps, and prints the scores."
        })
final class DemoCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final AeTitle NODE = new AeTitle("BRIXIA");

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
        PrivateFiles.createFolders(folder);
        List<Path> sent = files.isEmpty() ? testObjects() : files;
        System.out.printf(
                "Starting a node with model %s (the first start unpacks TensorFlow)...%n",
                Home.bundledModel().getFileName());
        try (ResultReceiver receiver = ResultReceiver.start(folder.resolve("received"));
                Node node =
                        Node.start(config(folder.resolve("node"), receiver), Clock.systemUTC())) {
            System.out.printf("%s on loopback port %d, %s%n", NODE, node.port(), node.model());
            boolean taken = send(node, sent);
            boolean complete = awaitResults(node, receiver);
            print(node, receiver, folder);
            return taken && complete ? ExitCode.OK.code() : ExitCode.FAILED.code();
        }
    }

    private static Path newFolder() {
        String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
        return Path.of("demo").resolve(time);
    }

    private static List<Path> testObjects() throws IOException {
        try (Stream<Path> found = Files.list(Home.folder().resolve("test-dicom"))) {
            return found.filter(file -> file.toString().endsWith(".dcm")).sorted().toList();
        }
    }

    private static NodeConfig config(Path folder, ResultReceiver receiver) throws Exception {
        String text =
                """
                dicom { ae-title = %s, bind = "127.0.0.1", port = 0 }
                storage { dir = "%s", disk { soft-mark = 200 MiB, hard-mark = 100 MiB } }
                database { url = "jdbc:h2:file:%s/db/brixia" }
                model { dir = "%s", workers = 2 }
                destinations = [ { name = demo, ae-title = %s, host = "127.0.0.1", port = %d } ]
                """
                        .formatted(
                                NODE,
                                folder,
                                folder,
                                Home.bundledModel(),
                                ResultReceiver.TITLE,
                                receiver.port());
        return ConfigReader.read(text, "the demo's configuration");
    }

    /**
     * @return whether the node took every file
     */
    private static boolean send(Node node, List<Path> files) throws InterruptedException {
        DimseDestination destination =
                new DimseDestination("node", NODE, "127.0.0.1", node.port(), Optional.empty());
        DimseConfig sending = DimseConfig.defaults(ResultReceiver.TITLE);
        return StoreScu.store(
                        sending,
                        destination,
                        files,
                        one ->
                                System.out.printf(
                                        "  C-STORE %-28s %s %s%n",
                                        one.file().getFileName(),
                                        one.outcome().kind(),
                                        one.outcome().text()))
                .stream()
                .allMatch(one -> one.outcome().isSent());
    }

    /**
     * Until every job has ended and the usual results of each scored one have come.
     *
     * @return whether they came in time, and no job failed
     */
    private static boolean awaitResults(Node node, ResultReceiver receiver)
            throws StageException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int each = StandardResults.WRITERS.usual().size();
        while (System.nanoTime() < deadline) {
            JobCounts counts = node.jobs().counts();
            if (counts.waiting() == 0 && receiver.count() == each * counts.of(JobState.SCORED)) {
                return noneFailed(counts);
            }
            receiver.awaitNext(Duration.ofMillis(200));
        }
        System.out.println("not all results arrived within " + PATIENCE.toSeconds() + " s");
        return false;
    }

    /** Says how many failed; one that is not scored for its content is no failure. */
    static boolean noneFailed(JobCounts counts) {
        long failed = counts.of(JobState.FAILED);
        if (failed > 0) {
            System.out.println(failed + " failed; the log says why");
        }
        return failed == 0;
    }

    private static void print(Node node, ResultReceiver receiver, Path folder)
            throws StageException, IOException {
        JobAdmin admin = node.jobs();
        System.out.printf("%n%s%n", DemoTable.header());
        for (Job job : admin.list(java.util.Set.of(), 1000)) {
            System.out.println(DemoTable.row(job, admin.sheet(job.id())));
        }
        System.out.println();
        for (Path file : receiver.files()) {
            Optional<Path> picture = picture(file, folder);
            System.out.println(picture.map(png -> "heatmap  " + png).orElse("report   " + file));
        }
        System.out.println("\nResearch use only - not for diagnosis.");
    }

    /** The heatmap as it arrived, as a PNG beside the folder of objects. */
    private static Optional<Path> picture(Path file, Path folder) throws IOException {
        Optional<java.awt.image.BufferedImage> image = HeatmapFiles.read(file);
        if (image.isEmpty()) {
            return Optional.empty();
        }
        Path png = folder.resolve(file.getFileName().toString().replaceAll("\\.dcm$", "") + ".png");
        HeatmapFiles.writePng(image.get(), png);
        return Optional.of(png);
    }
}
