package org.brixianode.score.pose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.model.BsNetModel;
import org.brixianode.model.Preprocessing;
import org.brixianode.study.Raster;
import org.brixianode.study.StageException;

/**
 * Accepts upright frontal chests. If the lungs of an image are uncertain, the network also runs on
 * the inverted and rotated image; if the lungs are clearer there, the image was stored in that
 * pose.
 */
public final class PoseCheck {

    /**
     * Maximum ratio of another pose's doubt to that of the image as received for the pose to be
     * accepted.
     */
    private static final double CLEARER = 0.75;

    /** Runs the network; an input has {@code sidePx * sidePx} values in 0..1. */
    public interface Network {

        /** The whole output for one image. */
        BsNetModel.Output output(float[] input) throws StageException;

        /**
         * Runs only the lung segmentation.
         *
         * @return for each input the lung probability, {@code sidePx * sidePx} values in 0..1
         */
        List<float[]> lungs(List<float[]> inputs) throws StageException;
    }

    /** The decision on an image. */
    public sealed interface Verdict {}

    /**
     * The image is scored.
     *
     * @param prediction network output to score; of the corrected image if it was stored inverted
     * @param remarks remarks on the pose, for the report
     */
    public record Accepted(Prediction prediction, List<String> remarks) implements Verdict {}

    /**
     * The image cannot be scored.
     *
     * @param reason the reason, for a radiographer
     */
    public record Refused(String reason) implements Verdict {}

    private final Preprocessing preprocessing;
    private final int sidePx;
    private final Network network;

    /**
     * @param sidePx side of the network input, in pixels
     */
    public PoseCheck(Preprocessing preprocessing, int sidePx, Network network) {
        this.preprocessing = preprocessing;
        this.sidePx = sidePx;
        this.network = network;
    }

    /**
     * @param received network output for the image as received
     * @param grey the image as received
     * @throws StageException if the network could not run
     */
    public Verdict of(Prediction received, Raster grey) throws StageException {
        return received.finding().plausible()
                ? accepted(received, grey, List.of())
                : inOtherPoses(received, grey);
    }

    /** Checks the other poses of an image whose lungs are uncertain, by lung segmentation only. */
    private Verdict inOtherPoses(Prediction received, Raster grey) throws StageException {
        List<float[]> inputs = new ArrayList<>();
        for (Pose pose : Pose.values()) {
            inputs.add(pose.corrected(grey, received.input(), preprocessing, sidePx));
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
        if (!pose.isCorrectable()) {
            return new Refused(
                    "no upright lungs found: %s, or is not a chest radiograph"
                            .formatted(pose.description()));
        }
        Prediction corrected = Prediction.of(input, network.output(input), sidePx);
        String remark = "In this image %s; it was scored with them exchanged.";
        return accepted(corrected, grey, List.of(remark.formatted(pose.description())));
    }

    private static Verdict accepted(Prediction prediction, Raster grey, List<String> remarks) {
        Optional<String> blank = BlankLung.refusal(grey, prediction.lungs());
        return blank.isPresent() ? new Refused(blank.get()) : new Accepted(prediction, remarks);
    }
}
