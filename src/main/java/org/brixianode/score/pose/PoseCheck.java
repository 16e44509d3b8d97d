package org.brixianode.score.pose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.model.BsNetModel;
import org.brixianode.model.Preprocessing;
import org.brixianode.study.Raster;
import org.brixianode.study.StageException;

/**
 * Accepts upright frontal chests. Where the lungs of an image are uncertain, the network runs on
 * the image inverted and turned too: lungs that are clearer there tell how the image was stored.
 */
public final class PoseCheck {

    /** Another pose's doubt, by that of the image as received, from which it is believed. */
    private static final double CLEARER = 0.75;

    /** Runs the network; an input has {@code sidePx * sidePx} values in 0..1. */
    public interface Network {

        /** All that it gives for one image. */
        BsNetModel.Output output(float[] input) throws StageException;

        /**
         * The lungs alone.
         *
         * @return for each input their probability, {@code sidePx * sidePx} values in 0..1
         */
        List<float[]> lungs(List<float[]> inputs) throws StageException;
    }

    /** What is to become of an image. */
    public sealed interface Verdict {}

    /**
     * It is to be scored.
     *
     * @param prediction to score it by: of the image set right where it was stored inverted
     * @param remarks on the pose, for a reader of the report
     */
    public record Accepted(Prediction prediction, List<String> remarks) implements Verdict {}

    /**
     * It cannot be scored.
     *
     * @param reason in a radiographer's words
     */
    public record Refused(String reason) implements Verdict {}

    private final Preprocessing preprocessing;
    private final int sidePx;
    private final Network network;

    /**
     * @param sidePx side of the network's input
     */
    public PoseCheck(Preprocessing preprocessing, int sidePx, Network network) {
        this.preprocessing = preprocessing;
        this.sidePx = sidePx;
        this.network = network;
    }

    /**
     * @param received the image as received
     * @param grey the image as received
     * @throws StageException if the network could not run
     */
    public Verdict of(Prediction received, Raster grey) throws StageException {
        return received.finding().plausible()
                ? accepted(received, grey, List.of())
                : inOtherPoses(received, grey);
    }

    /**
     * For an image whose lungs are uncertain: it may be inverted, turned or no chest. The other
     * poses are judged by their lungs alone.
     */
    private Verdict inOtherPoses(Prediction received, Raster grey) throws StageException {
        List<float[]> inputs = new ArrayList<>();
        for (Pose pose : Pose.values()) {
            inputs.add(pose.righted(grey, received.input(), preprocessing, sidePx));
        }
        List<LungShape> shapes =
                network.lungs(inputs).stream()
                        .map(lungs -> LungPieces.of(new Raster(sidePx, sidePx, lungs)))
                        .map(LungShape::of)
                        .toList();
        Pose pose = Pose.clearest(shapes);
        LungShape best = shapes.get(pose.ordinal());
        boolean clearer =
                LungFinding.poseDoubt(best) < CLEARER * LungFinding.poseDoubt(received.shape());
        if (received.finding().refusal().isEmpty() && !clearer) {
            return accepted(received, grey, List.of());
        }
        LungFinding finding = LungFinding.of(best);
        if (finding.refusal().isEmpty() && finding.clear()) {
            return inPose(pose, inputs.get(pose.ordinal()), grey);
        }
        return new Refused(received.finding().refusal().orElse(LungFinding.UNSURE));
    }

    private Verdict inPose(Pose pose, float[] input, Raster grey) throws StageException {
        if (!pose.certain()) {
            return new Refused("no upright lungs found: %s".formatted(pose.description()));
        }
        Prediction righted = Prediction.of(input, network.output(input), sidePx);
        String remark = "The image was corrected: %s.";
        return accepted(righted, grey, List.of(remark.formatted(pose.description())));
    }

    private static Verdict accepted(Prediction prediction, Raster grey, List<String> remarks) {
        Optional<String> blank = BlankLung.refusal(grey, prediction.lungs());
        return blank.isPresent() ? new Refused(blank.get()) : new Accepted(prediction, remarks);
    }
}
