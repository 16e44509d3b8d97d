package org.brixianode.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.brixianode.bench.Bench;
import org.brixianode.bench.BenchPlan;
import org.brixianode.bench.ReceptionFigures;
import org.brixianode.bench.ScoringFigures;
import org.brixianode.ops.JsonLine;
import org.brixianode.study.FailureText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench}: measures a node on this machine. */
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
        PrintStream out = json ? System.err : System.out;
        Map<String, Double> ratios = new LinkedHashMap<>();
        try (Bench bench = new Bench(plan())) {
            ScoringFigures scoring = bench.scoring();
            out.println(BenchLines.of(scoring));
            ratios.putAll(scoring.ratios());
            ReceptionFigures reception = bench.reception();
            out.println(BenchLines.of(reception));
            ratios.putAll(reception.ratios());
        }
        if (json) {
            System.out.println(JsonLine.of(ratios));
        }
        return ExitCode.OK.code();
    }

    private BenchPlan plan() {
        Path source = image.orElseGet(() -> Home.testObjects().resolve(SOURCE));
        try {
            return new BenchPlan(Home.bundledModel(), source, rounds, images, single);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, FailureText.of(e), e);
        }
    }
}
