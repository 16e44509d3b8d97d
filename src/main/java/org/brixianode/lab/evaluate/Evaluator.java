package org.brixianode.lab.evaluate;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.data.AnnotationTable;
import org.brixianode.lab.data.InvalidDataException;
import org.brixianode.lab.data.PictureReader;
import org.brixianode.model.BsNetModel;
import org.brixianode.model.ModelCard;
import org.brixianode.model.Resampling;
import org.brixianode.study.Affine;
import org.brixianode.study.HeatKind;
import org.brixianode.study.IntervalRule;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.Raster;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Sha256;

/** Runs a model over annotated radiographs. */
public final class Evaluator {

    private static final float LUNG = 0.5f;

    private final BsNetModel model;
    private final PictureReader reader;
    private final Set<String> seen;

    public Evaluator(BsNetModel model, PictureReader reader) {
        this.model = model;
        this.reader = reader;
        this.seen = Set.copyOf(model.card().training().imageDigests());
    }

    /**
     * @param progress receives the number of completed images
     * @throws InvalidDataException listing every picture that cannot be read
     */
    public Evaluation run(List<Annotation> annotations, IntConsumer progress)
            throws InvalidDataException {
        List<Case> cases = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Annotation annotation : annotations) {
            try {
                cases.add(run(annotation));
            } catch (IOException e) {
                problems.add(annotation.name() + ": " + e.getMessage());
            }
            progress.accept(cases.size() + problems.size());
        }
        if (!problems.isEmpty()) {
            throw new InvalidDataException(problems);
        }
        return new Evaluation(cases);
    }

    private Case run(Annotation annotation) throws IOException {
        int side = model.card().architecture().inputSizePx();
        ScoreSheet sheet = sheet(reader.read(annotation.image()));
        Optional<Double> dice = Optional.empty();
        if (annotation.mask().isPresent()) {
            Raster mask = Resampling.area(reader.read(annotation.mask().get()), side, side);
            dice = Optional.of(dice(mask.values(), sheet.lungs().values()));
        }
        boolean learnedFrom = seen.contains(Sha256.ofFile(annotation.image()));
        return new Case(annotation, sheet.zones(), dice, learnedFrom);
    }

    /** The model's score sheet of one image, without remarks. */
    public ScoreSheet sheet(Raster grey) {
        ModelCard card = model.card();
        int side = card.architecture().inputSizePx();
        float[] input = card.preprocessing().preprocessing().apply(grey, side);
        BsNetModel.Output output = model.run(List.of(input)).get(0);
        float[] a = output.affine();
        return new ScoreSheet(
                identity(),
                card.rule(),
                new TreeMap<>(
                        card.decision().scores(card.calibration().apply(output.probabilities()))),
                new Raster(side, side, output.lungs()),
                new Raster(side, side, output.heat()),
                HeatKind.ACTIVATION,
                new Affine(a[0], a[1], a[2], a[3], a[4], a[5]),
                List.of());
    }

    /**
     * The figures of an evaluation, of held-out images and of training images separately.
     *
     * @param table whose usable images were evaluated
     * @param data name of the data set
     * @param at when they were evaluated
     */
    public EvaluationReport report(
            AnnotationTable table, Evaluation all, String data, Instant at, Bootstrap bootstrap) {
        Optional<IntervalRule> rule = model.card().rule().interval();
        return new EvaluationReport(
                new EvaluationReport.Subject(identity(), memory(), data, at),
                table.rows(),
                table.bad(),
                Measured.of(all.onlySeen(false), rule, bootstrap),
                Measured.of(all.onlySeen(true), rule, bootstrap));
    }

    /** The measured model. */
    public ModelIdentity identity() {
        return new ModelIdentity(model.card().id(), model.card().version(), model.digest());
    }

    /** Whether the model's card lists its training images. */
    public EvaluationReport.Memory memory() {
        return model.card().training().imagesListed()
                ? EvaluationReport.Memory.LISTED
                : EvaluationReport.Memory.UNKNOWN;
    }

    /** Twice the common area by the sum of the areas. */
    private static double dice(float[] mask, float[] lungs) {
        int common = 0;
        int sum = 0;
        for (int i = 0; i < mask.length; i++) {
            boolean human = mask[i] > LUNG;
            boolean found = lungs[i] > LUNG;
            common += human && found ? 1 : 0;
            sum += (human ? 1 : 0) + (found ? 1 : 0);
        }
        return sum == 0 ? 1 : 2.0 * common / sum;
    }
}
