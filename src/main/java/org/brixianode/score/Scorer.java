package org.brixianode.score;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.model.BsNetModel;
import org.brixianode.score.load.LoadedModel;
import org.brixianode.score.pose.PictureShape;
import org.brixianode.score.pose.PoseCheck;
import org.brixianode.score.pose.Prediction;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.Radiograph;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.StageException;

/**
 * Scores radiographs with a loaded, self-tested model: {@link #prepare}, which needs no device, and
 * {@link #scorePrepared}. Several threads may use it at once.
 */
public final class Scorer implements ImageScorer, AutoCloseable {

    private final LoadedModel model;
    private final PoseCheck poses;
    private final SheetMaker sheets;
    private final Explanation explanation;

    /**
     * @param model closed with the scorer
     */
    Scorer(ScoreConfig config, LoadedModel model) {
        this.model = model;
        this.poses = new PoseCheck(model.preprocessing(), model.sidePx(), network(model));
        this.sheets = new SheetMaker(model.identity(), model.card());
        this.explanation = new Explanation(model, config.explain());
    }

    private static PoseCheck.Network network(LoadedModel model) {
        return new PoseCheck.Network() {
            @Override
            public BsNetModel.Output output(float[] input) throws StageException {
                return model.outputs(List.of(input)).get(0);
            }

            @Override
            public List<float[]> lungs(List<float[]> inputs) throws StageException {
                return model.lungs(inputs);
            }
        };
    }

    /**
     * Loads the model and tests it.
     *
     * @throws StageException if the model does not exist or is damaged, the requested device is
     *     missing, or the self-test fails
     */
    public static Scorer open(ScoreConfig config) throws StageException {
        return new Scorer(config, LoadedModel.open(config.modelFolder(), config.device()));
    }

    public ModelIdentity identity() {
        return model.identity();
    }

    /** What a reader needs of the model's card. */
    public Map<String, Object> card() {
        return CardJson.of(model.card());
    }

    /** Name of the device that runs the network, for display. */
    public String deviceName() {
        return model.deviceName();
    }

    /**
     * Ends running explanations early and skips later ones, before a shutdown. An image whose
     * explanation has too few replicas gets the activation map.
     */
    public void skipExplanations() {
        explanation.skipExplanations();
    }

    @Override
    public Prepared prepare(Radiograph radiograph) {
        Optional<String> refusal = PictureShape.refusal(radiograph.grey());
        return refusal.isPresent()
                ? Prepared.refused(radiograph, refusal.get())
                : Prepared.input(radiograph, model.input(radiograph.grey()));
    }

    /**
     * Prepares and scores a batch.
     *
     * @return one result for each radiograph, in their order
     * @throws StageException if the network could not run; RETRY, since the cause may be temporary
     */
    public List<Scoring> score(List<Radiograph> radiographs) throws StageException {
        return scorePrepared(radiographs.stream().map(this::prepare).toList());
    }

    @Override
    public List<Scoring> scorePrepared(List<Prepared> images) throws StageException {
        List<float[]> inputs =
                images.stream().map(Prepared::input).flatMap(Optional::stream).toList();
        Iterator<BsNetModel.Output> outputs =
                (inputs.isEmpty() ? List.<BsNetModel.Output>of() : model.outputs(inputs))
                        .iterator();
        List<Scoring> scorings = new ArrayList<>();
        for (Prepared image : images) {
            scorings.add(
                    image.input().isPresent()
                            ? scoring(image.radiograph(), image.input().get(), outputs.next())
                            : new Scoring.Refused(image.refusal().orElseThrow()));
        }
        return scorings;
    }

    private Scoring scoring(Radiograph radiograph, float[] input, BsNetModel.Output output)
            throws StageException {
        Prediction received = Prediction.of(input, output, model.sidePx());
        PoseCheck.Verdict verdict = poses.of(received, radiograph.grey());
        if (verdict instanceof PoseCheck.Refused refused) {
            return new Scoring.Refused(refused.reason());
        }
        PoseCheck.Accepted accepted = (PoseCheck.Accepted) verdict;
        Prediction prediction = accepted.prediction();
        ScoreSheet sheet = sheets.sheet(prediction, accepted.remarks());
        return explanation.added(prediction.input(), sheet.remarkedFirst(radiograph.remarks()));
    }

    @Override
    public void close() {
        model.close();
    }
}
