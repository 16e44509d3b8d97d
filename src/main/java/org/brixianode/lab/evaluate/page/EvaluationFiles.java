package org.brixianode.lab.evaluate.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.brixianode.lab.data.PictureReader;
import org.brixianode.lab.evaluate.Bootstrap;
import org.brixianode.lab.evaluate.Case;
import org.brixianode.lab.evaluate.CaseTable;
import org.brixianode.lab.evaluate.EvaluationReport;
import org.brixianode.lab.evaluate.Evaluator;
import org.brixianode.study.Raster;

/** The texts of an evaluation's page, JSON object and table. */
public final class EvaluationFiles {

    private final Evaluator evaluator;
    private final PictureReader reader;
    private final HeatmapPictures pictures;
    private final Bootstrap bootstrap;

    /**
     * @param evaluator for the heatmaps of the worst images
     */
    public EvaluationFiles(
            Evaluator evaluator,
            PictureReader reader,
            HeatmapPictures pictures,
            Bootstrap bootstrap) {
        this.evaluator = evaluator;
        this.reader = reader;
        this.pictures = pictures;
        this.bootstrap = bootstrap;
    }

    /**
     * @param json the report as a JSON object
     * @return content by file name, in the order in which to write them
     * @throws IOException if an image cannot be read
     */
    public Map<String, String> of(EvaluationReport report, String json) throws IOException {
        List<Case> cases = new ArrayList<>(report.keptOut().evaluation().cases());
        cases.addAll(report.learnedFrom().evaluation().cases());
        Map<String, String> files = new LinkedHashMap<>();
        files.put("evaluation.html", EvaluationPage.html(report, heatmaps(report), bootstrap));
        files.put("evaluation.json", json);
        files.put("cases.csv", CaseTable.csv(cases));
        return files;
    }

    /** Of the worst images, by name. */
    private Map<String, byte[]> heatmaps(EvaluationReport report) throws IOException {
        List<Case> worst =
                report.first().evaluation().worstFirst().stream()
                        .limit(EvaluationPage.WORST)
                        .toList();
        Map<String, byte[]> heatmaps = new HashMap<>();
        for (Case one : worst) {
            Raster grey = reader.read(one.annotation().image());
            heatmaps.put(one.annotation().name(), pictures.draw(grey, evaluator.sheet(grey)));
        }
        return heatmaps;
    }
}
