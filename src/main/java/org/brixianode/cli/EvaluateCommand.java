package org.brixianode.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.brixianode.dicom.DurableFile;
import org.brixianode.files.HeatmapJpeg;
import org.brixianode.files.PictureRasters;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.data.AnnotationTable;
import org.brixianode.lab.data.InvalidDataException;
import org.brixianode.lab.evaluate.Bootstrap;
import org.brixianode.lab.evaluate.Evaluation;
import org.brixianode.lab.evaluate.EvaluationReport;
import org.brixianode.lab.evaluate.Evaluator;
import org.brixianode.lab.evaluate.ReportJson;
import org.brixianode.lab.evaluate.page.EvaluationFiles;
import org.brixianode.model.BsNetModel;
import org.brixianode.model.Sessions;
import org.brixianode.ops.JsonLine;
import org.brixianode.study.FailureText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate}: measures a model on annotated radiographs. */
@Command(
        name = "evaluate",
        description = {
            "Measure a model on a folder with annotations.csv.",
            "Mean absolute error per zone and of the global score, correlation, overlap of the"
                    + " lungs; the junior reader and a constant for comparison. Training images of"
                    + " the model are measured separately. With --out also a page with tables,"
                    + " drawings and the worst images: research only, not for diagnosis."
        })
final class EvaluateCommand implements Callable<Integer> {

    private static final Bootstrap BOOTSTRAP = Bootstrap.standard();

    @Mixin private DataOptions data;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Model's folder. Default: the bundled model.")
    private Optional<Path> model = Optional.empty();

    @Option(
            names = "--json",
            description = "One JSON object instead of tables, the same as in evaluation.json.")
    private boolean json;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write evaluation.html, evaluation.json and cases.csv there.")
    private Optional<Path> out = Optional.empty();

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() {
        try (BsNetModel loaded = load()) {
            AnnotationTable table = data.table();
            Evaluator evaluator = new Evaluator(loaded, PictureRasters::read);
            ProgressBar bar = new ProgressBar(System.err, System.console() != null);
            List<Annotation> usable = table.usable();
            Evaluation all =
                    evaluator.run(usable, done -> bar.items("evaluation", done, usable.size()));
            EvaluationReport report =
                    evaluator.report(table, all, data.name(), clock.instant(), BOOTSTRAP);
            String object = JsonLine.of(ReportJson.of(report)) + "\n";
            System.out.print(json ? object : tables(report));
            if (out.isPresent()) {
                write(out.get(), files(evaluator, report).of(report, object));
            }
            return ExitCode.OK.code();
        } catch (IOException | InvalidDataException e) {
            throw new CommandFailure(ExitCode.FAILED, FailureText.of(e), e);
        }
    }

    private static EvaluationFiles files(Evaluator evaluator, EvaluationReport report) {
        return new EvaluationFiles(
                evaluator,
                PictureRasters::read,
                (grey, sheet) -> HeatmapJpeg.of(grey, sheet, report.subject().at()),
                BOOTSTRAP);
    }

    private static void write(Path folder, Map<String, String> files) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> one : files.entrySet()) {
            byte[] content = one.getValue().getBytes(StandardCharsets.UTF_8);
            DurableFile.write(folder.resolve(one.getKey()), file -> file.write(content));
        }
        files.keySet().forEach(name -> System.err.println("  -> " + folder.resolve(name)));
    }

    private BsNetModel load() {
        try {
            return BsNetModel.load(model.orElseGet(Home::bundledModel), Sessions.standard());
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.MODEL, FailureText.of(e), e);
        }
    }

    private static String tables(EvaluationReport report) {
        StringBuilder text = new StringBuilder();
        Evaluation heldOut = report.keptOut().evaluation();
        Evaluation training = report.learnedFrom().evaluation();
        boolean listed = report.subject().memory() == EvaluationReport.Memory.LISTED;
        if (!listed) {
            text.append(
                    "The model's card does not list all of its training images: some of the images below"
                            + " may be among them.\n");
        }
        String title = listed ? "held out" : "not listed as training images";
        text.append(
                heldOut.cases().isEmpty()
                        ? title + ": no image\n"
                        : EvaluationTable.of(title, heldOut));
        if (!training.cases().isEmpty()) {
            text.append(
                    EvaluationTable.of(
                            "training images (no statement about new images)", training));
        }
        return text.toString();
    }
}
