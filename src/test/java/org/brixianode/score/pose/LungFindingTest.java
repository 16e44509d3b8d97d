package org.brixianode.score.pose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiFunction;
import org.brixianode.study.Raster;
import org.junit.jupiter.api.Test;

/** Masks of drawn ellipses; coordinates and radii in image sides. */
final class LungFindingTest {

    private static final int SIDE = 128;

    private record Ellipse(double x, double y, double radiusX, double radiusY) {
        boolean holds(double px, double py) {
            return Math.pow((px - x) / radiusX, 2) + Math.pow((py - y) / radiusY, 2) < 1;
        }
    }

    private static final Ellipse RIGHT_LUNG = new Ellipse(0.28, 0.5, 0.15, 0.33);
    private static final Ellipse LEFT_LUNG = new Ellipse(0.72, 0.5, 0.14, 0.32);

    private static Raster mask(BiFunction<Double, Double, Double> at) {
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            double x = (i % SIDE + 0.5) / SIDE;
            double y = (i / SIDE + 0.5) / SIDE;
            values[i] = at.apply(x, y).floatValue();
        }
        return new Raster(SIDE, SIDE, values);
    }

    private static Raster ellipses(Ellipse... ellipses) {
        return mask(
                (x, y) -> {
                    for (Ellipse ellipse : ellipses) {
                        if (ellipse.holds(x, y)) {
                            return 0.98;
                        }
                    }
                    return 0.02;
                });
    }

    private static LungFinding finding(Raster lungs) {
        return LungFinding.of(LungShape.of(LungPieces.of(lungs)));
    }

    /** Also that the reason allows for an image that shows no chest. */
    private static void refused(Raster lungs, String reason) {
        assertThat(finding(lungs).refusal())
                .get()
                .asString()
                .containsPattern(": not an? (upright |complete )?frontal chest radiograph");
        assertThat(finding(lungs).refusal()).get().asString().contains("lung", reason);
    }

    @Test
    void twoLungsSideBySideAreAChest() {
        LungFinding finding = finding(ellipses(RIGHT_LUNG, LEFT_LUNG));
        assertThat(finding.plausible()).isTrue();
        assertThat(finding.remarks()).isEmpty();
    }

    @Test
    void nothingIsNoChest() {
        refused(mask((x, y) -> 0.01), "no lungs");
        refused(ellipses(new Ellipse(0.3, 0.3, 0.05, 0.05)), "no lungs");
    }

    @Test
    void oneLungIsNotEnough() {
        refused(ellipses(RIGHT_LUNG), "fewer than two lungs were found");
        refused(
                ellipses(RIGHT_LUNG, new Ellipse(0.72, 0.3, 0.05, 0.1)),
                "fewer than two lungs were found");
    }

    @Test
    void aMaskThatIsUnsureIsNoChest() {
        Raster unsure = mask((x, y) -> RIGHT_LUNG.holds(x, y) || LEFT_LUNG.holds(x, y) ? 0.7 : 0.2);
        refused(unsure, "certainty");
        Raster somewhat =
                mask(
                        (x, y) ->
                                RIGHT_LUNG.holds(x, y) || LEFT_LUNG.holds(x, y)
                                        ? (y < 0.6 ? 0.8 : 0.95)
                                        : 0.02);
        assertThat(finding(somewhat).doubtful()).isTrue();
        assertThat(finding(somewhat).plausible()).isFalse();
        assertThat(finding(somewhat).refusal()).isEmpty();
        assertThat(finding(somewhat).remarks()).anyMatch(remark -> remark.contains("outlined"));
    }

    @Test
    void lungsOneAboveTheOtherAreNotUpright() {
        refused(
                ellipses(new Ellipse(0.5, 0.28, 0.33, 0.15), new Ellipse(0.5, 0.72, 0.33, 0.15)),
                "side by side");
    }

    @Test
    void lungsThatTheEdgeCutsAreRefused() {
        refused(
                ellipses(new Ellipse(0.28, 1, 0.15, 0.6), new Ellipse(0.72, 1, 0.15, 0.6)),
                "cut off");
    }

    @Test
    void aTouchOfTheEdgeAndAnUnequalPairAreRemarked() {
        LungFinding touching =
                finding(
                        ellipses(
                                new Ellipse(0.28, 0.69, 0.15, 0.33),
                                new Ellipse(0.72, 0.6, 0.15, 0.32)));
        assertThat(touching.plausible()).isTrue();
        assertThat(touching.remarks()).singleElement().asString().contains("edge");
        LungFinding unequal = finding(ellipses(RIGHT_LUNG, new Ellipse(0.72, 0.5, 0.11, 0.25)));
        assertThat(unequal.plausible()).isTrue();
        assertThat(unequal.remarks()).singleElement().asString().contains("smaller");
    }
}
