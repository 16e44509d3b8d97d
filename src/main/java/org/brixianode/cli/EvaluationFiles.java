package org.brixianode.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.brixianode.dicom.DurableFile;
import org.brixianode.lab.evaluate.Bootstrap;
import org.brixianode.lab.evaluate.Case;
import org.brixianode.lab.evaluate.CaseTable;
import org.brixianode.lab.evaluate.EvaluationReport;
import org.brixianode.lab.evaluate.Evaluator;
import org.brixianode.lab.evaluate.ReportJson;
import org.brixianode.lab.evaluate.page.EvaluationPage;
import org.brixianode.ops.JsonLine;

/** Writes an evaluation's page, JSON object and table. */
final class EvaluationFiles {

    private final Path folder;
    private final Bootstrap bootstrap;

    EvaluationFiles(Path folder, Bootstrap bootstrap) {
        this.folder = folder;
        this.bootstrap = bootstrap;
    }

    /**
     * @param evaluator for the heatmaps of the worst images
     * @return the written files
     * @throws IOException if a file cannot be written
     */
    List<Path> write(EvaluationReport report, Evaluator evaluator) throws IOException {
        Files.createDirectories(folder);
        List<Case> worst =
                report.first().evaluation().worstFirst().stream()
                        .limit(EvaluationPage.WORST)
                        .toList();
        Map<String, byte[]> heatmaps = new HeatmapJpegs(evaluator, report.subject().at()).of(worst);
        List<Case> cases = new ArrayList<>(report.keptOut().evaluation().cases());
        cases.addAll(report.learnedFrom().evaluation().cases());
        return List.of(
                write("evaluation.html", EvaluationPage.html(report, heatmaps, bootstrap)),
                write("evaluation.json", JsonLine.of(ReportJson.of(report)) + "\n"),
                write("cases.csv", CaseTable.csv(cases)));
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        DurableFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        return file;
    }
}
