package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.brixianode.bsnet.BsNetModel;
import org.brixianode.bsnet.Sessions;
import org.brixianode.bsnet.data.Annotation;
import org.brixianode.bsnet.data.Annotations;
import org.brixianode.bsnet.data.InvalidDataException;
import org.brixianode.bsnet.evaluate.Evaluation;
import org.brixianode.bsnet.evaluate.Evaluator;
import org.brixianode.bsnet.evaluate.FigureCard;
import org.brixianode.ops.JsonLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code evaluate}: a model's figures on annotated radiographs. */
@Command(
        name = "evaluate",
        description = {
            "Measure a model on a folder with annotations.csv: mean absolute error per zone and of",
            "the global score, correlation, overlap of the lungs; beside them the junior reader and",
            "a constant. Images that the model learned from are counted apart."
        })
final class EvaluateCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder with annotations.csv.")
    private Path data;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Model's folder. Default: the bundled model.")
    private Optional<Path> model = Optional.empty();

    @Option(names = "--json", description = "One JSON object instead of tables.")
    private boolean json;

    @Override
    public Integer call() {
        try (BsNetModel loaded = load()) {
            List<Annotation> annotations = Annotations.read(data);
            ProgressBar bar = new ProgressBar(System.err, System.console() != null);
            Evaluation all =
                    new Evaluator(loaded, PictureRasters::read)
                            .run(
                                    annotations,
                                    done -> bar.items("evaluation", done, annotations.size()));
            System.out.print(json ? json(all) : tables(all));
            return ExitCode.OK.code();
        } catch (IOException | InvalidDataException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        }
    }

    private BsNetModel load() {
        try {
            return BsNetModel.load(model.orElseGet(Home::bundledModel), Sessions.standard());
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.MODEL, e.getMessage(), e);
        }
    }

    private static String tables(Evaluation all) {
        StringBuilder text = new StringBuilder();
        Evaluation fresh = all.onlySeen(false);
        Evaluation seen = all.onlySeen(true);
        if (!fresh.cases().isEmpty()) {
            text.append(EvaluationTable.of("kept out of training", fresh));
        }
        if (!seen.cases().isEmpty()) {
            text.append(EvaluationTable.of("learned from (says nothing of new images)", seen));
        }
        return text.toString();
    }

    private static String json(Evaluation all) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("keptOut", FigureCard.of(all.onlySeen(false)));
        parts.put("learnedFrom", FigureCard.of(all.onlySeen(true)));
        return JsonLine.of(parts) + "\n";
    }
}
