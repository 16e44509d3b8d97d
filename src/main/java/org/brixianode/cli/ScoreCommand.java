package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.brixianode.files.InputFiles;
import org.brixianode.files.ResultFiles;
import org.brixianode.files.ScoreCsv;
import org.brixianode.files.ScoredFile;
import org.brixianode.ops.JsonLine;
import org.brixianode.score.ScoreConfig;
import org.brixianode.score.Scorer;
import org.brixianode.score.explain.ExplainConfig;
import org.brixianode.score.load.Device;
import org.brixianode.study.FailureText;
import org.brixianode.study.FileProblem;
import org.brixianode.study.HeatKind;
import org.brixianode.study.StageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code score}: scores files without a running node. */
@Command(
        name = "score",
        description = {
            "Score DICOM, PNG or JPEG files, or folders of them.",
            "Research use only - not for diagnosis."
        })
final class ScoreCommand implements Callable<Integer> {

    /** Time budget of an explanation; longer than the node's, since no queue waits. */
    private static final Duration MAP_TIME_BUDGET = Duration.ofMinutes(1);

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Images, or folders, which are searched recursively; other files in them are reported and skipped.")
    private List<Path> files;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Model's folder. Default: the bundled model.")
    private Optional<Path> model = Optional.empty();

    @Option(names = "--device", description = "auto (default), cpu or gpu.")
    private Device device = Device.AUTO;

    @Option(
            names = "--map",
            paramLabel = "MAP",
            description =
                    "What the heatmap shows: activation (default) or super-pixels, with up to a"
                            + " minute for each image.")
    private HeatKind map = HeatKind.ACTIVATION;

    @Option(names = "--json", description = "One JSON object a line instead of a table.")
    private boolean json;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Also write the scores to a CSV file.")
    private Optional<Path> csv = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Write for each scored image a Structured Report and a heatmap as DICOM and as"
                            + " PNG. A PNG or JPEG file gives only the PNG: it has no study.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() throws IOException {
        InputFiles input = InputFiles.of(files);
        input.others().forEach(file -> System.err.println("skipped, no image: " + file));
        input.unreadable().forEach(problem -> System.err.println("skipped: " + problem));
        if (input.images().isEmpty()) {
            throw new CommandFailure(ExitCode.FAILED, "no image found in " + files);
        }
        Optional<ScoreCsv> table =
                csv.isPresent() ? Optional.of(ScoreCsv.create(csv.get())) : Optional.empty();
        try (Scorer scorer = open()) {
            boolean all = score(scorer, input.images(), table) && input.unreadable().isEmpty();
            return all ? ExitCode.OK.code() : ExitCode.FAILED.code();
        } finally {
            if (table.isPresent()) {
                table.get().close();
            }
        }
    }

    /**
     * @return whether every file could be read
     */
    private boolean score(Scorer scorer, List<Path> images, Optional<ScoreCsv> table)
            throws IOException {
        ResultFiles results = new ResultFiles(out, Clock.systemUTC());
        if (!json) {
            System.out.println(ScoreTable.header());
        }
        int readable = 0;
        for (Path file : images) {
            readable += score(scorer, results, file, table) ? 1 : 0;
        }
        return readable == images.size();
    }

    private Scorer open() {
        try {
            ExplainConfig explain = ExplainConfig.DEFAULT.with(map, MAP_TIME_BUDGET);
            return Scorer.open(
                    new ScoreConfig(model.orElseGet(Home::bundledModel), device, 1, 1, explain));
        } catch (StageException e) {
            throw new CommandFailure(ExitCode.MODEL, FailureText.of(e), e);
        }
    }

    /**
     * @return whether the file could be read as an image, scored or not
     */
    private boolean score(Scorer scorer, ResultFiles results, Path file, Optional<ScoreCsv> table)
            throws IOException {
        ScoredFile scored;
        boolean readable = true;
        try {
            scored = ScoredFile.of(scorer, file);
        } catch (IOException e) {
            scored = ScoredFile.notScored(file, FileProblem.text(e));
            readable = false;
        }
        List<Path> written = new ArrayList<>();
        if (out.isPresent() && scored.sheet().isPresent()) {
            written.addAll(results.write(scored));
        }
        if (table.isPresent()) {
            table.get().write(scored, scorer.identity());
        }
        System.out.println(
                json ? JsonLine.of(scored.json(scorer.identity())) : ScoreTable.row(scored));
        if (!json) {
            written.forEach(path -> System.out.println("      -> " + path));
        }
        return readable;
    }
}
