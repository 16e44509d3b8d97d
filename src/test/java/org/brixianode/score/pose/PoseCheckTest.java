package org.brixianode.score.pose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.brixianode.model.BsNetModel;
import org.brixianode.model.Preprocessing;
import org.brixianode.study.Raster;
import org.brixianode.study.StageException;
import org.junit.jupiter.api.Test;

/** With a network that finds what the test says in each pose. */
final class PoseCheckTest {

    private static final int SIDE = 64;

    /** Textured: no part is blank. */
    private static final Raster GREY = grey();

    private static Raster grey() {
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 7 % 13) / 13f;
        }
        return new Raster(SIDE, SIDE, values);
    }

    /** Two upright rectangles of lung, with so much of their width uncertain. */
    private static BsNetModel.Output lungs(int uncertainColumns) {
        float[] lungs = new float[SIDE * SIDE];
        for (int y = 10; y < 54; y++) {
            for (int x = 8; x < 26; x++) {
                float probability = x < 8 + uncertainColumns ? 0.7f : 1f;
                lungs[y * SIDE + x] = probability;
                lungs[y * SIDE + SIDE - 1 - x] = probability;
            }
        }
        return output(lungs);
    }

    private static BsNetModel.Output none() {
        return output(new float[SIDE * SIDE]);
    }

    private static BsNetModel.Output output(float[] lungs) {
        return new BsNetModel.Output(
                new float[6][4], lungs, new float[] {1, 0, 0, 0, 1, 0}, new float[SIDE * SIDE]);
    }

    private final List<Integer> runs = new ArrayList<>();

    /**
     * @param righted what the network gives for each {@link Pose}, by its ordinal
     */
    private PoseCheck.Verdict verdict(BsNetModel.Output received, BsNetModel.Output... righted)
            throws StageException {
        PoseCheck.Network network =
                new PoseCheck.Network() {
                    @Override
                    public BsNetModel.Output output(float[] input) {
                        runs.add(1);
                        return righted[0];
                    }

                    @Override
                    public List<float[]> lungs(List<float[]> inputs) {
                        runs.add(inputs.size());
                        return Arrays.stream(righted).map(BsNetModel.Output::lungs).toList();
                    }
                };
        PoseCheck check = new PoseCheck(Preprocessing.DEFAULT, SIDE, network);
        return check.of(Prediction.of(new float[SIDE * SIDE], received, SIDE), GREY);
    }

    @Test
    void clearLungsAreAcceptedWithoutAnotherRun() throws StageException {
        BsNetModel.Output clear = lungs(1);
        assertThat(verdict(clear))
                .isInstanceOfSatisfying(
                        PoseCheck.Accepted.class,
                        accepted -> {
                            assertThat(accepted.prediction().output()).isSameAs(clear);
                            assertThat(accepted.remarks()).isEmpty();
                        });
        assertThat(runs).isEmpty();
    }

    @Test
    void anInvertedImageIsScoredSetRight() throws StageException {
        BsNetModel.Output inverted = lungs(1);
        assertThat(verdict(lungs(12), inverted, lungs(12), none(), none()))
                .isInstanceOfSatisfying(
                        PoseCheck.Accepted.class,
                        accepted -> {
                            assertThat(accepted.prediction().output()).isSameAs(inverted);
                            assertThat(accepted.remarks())
                                    .singleElement()
                                    .asString()
                                    .contains("black and white are inverted");
                        });
        assertThat(runs)
                .as("one run for the lungs in all poses, one for the score")
                .containsExactly(Pose.values().length, 1);
    }

    @Test
    void aTurnedImageIsRefusedForItsSidesAreUncertain() throws StageException {
        assertThat(verdict(none(), none(), lungs(1), none(), none()))
                .isEqualTo(
                        new PoseCheck.Refused(
                                "no upright lungs found: the image appears to be upside down, or"
                                        + " is not a chest radiograph"));
    }

    @Test
    void uncertainLungsThatAreNotClearerOtherwiseAreScoredAsReceived() throws StageException {
        BsNetModel.Output received = lungs(7);
        assertThat(verdict(received, lungs(7), lungs(6), none(), none()))
                .isInstanceOfSatisfying(
                        PoseCheck.Accepted.class,
                        accepted -> assertThat(accepted.prediction().output()).isSameAs(received));
    }

    @Test
    void withoutLungsInAnyPoseTheReasonIsThatOfTheImageAsReceived() throws StageException {
        assertThat(verdict(none(), none(), none(), none(), none()))
                .isEqualTo(
                        new PoseCheck.Refused(
                                "no lungs found: not a frontal chest radiograph, or both lungs are"
                                        + " opaque"));
    }
}
