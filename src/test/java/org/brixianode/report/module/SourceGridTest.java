package org.brixianode.report.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.brixianode.study.Orientation;
import org.brixianode.study.Raster;
import org.brixianode.study.ScoreSheet;
import org.brixianode.testkit.ReportFixtures;
import org.junit.jupiter.api.Test;

/** Where the model's lungs are in the image as it was stored. */
final class SourceGridTest {

    private static final String[] FRONTAL = {"LF", "RF", "LH", "RH", "FL", "HL", "FR", "HR"};

    private static Orientation orientation(int index) {
        return new Orientation(FRONTAL[index].charAt(0), FRONTAL[index].charAt(1));
    }

    /** Each stored pixel names itself; the upright image has it at the place that is visited. */
    @Property(tries = 60)
    void aVisitedPixelIsTheOneThatTheUprightImageHasThere(
            @ForAll @IntRange(min = 0, max = 7) int index,
            @ForAll @IntRange(min = 1, max = 90) int rows,
            @ForAll @IntRange(min = 1, max = 90) int columns) {
        Orientation orientation = orientation(index);
        float[] own = new float[rows * columns];
        for (int i = 0; i < own.length; i++) {
            own[i] = i;
        }
        Raster upright = orientation.upright(new Raster(columns, rows, own));
        SourceGrid grid = new SourceGrid(rows, columns, orientation);
        boolean[] seen = new boolean[grid.size()];
        LungArea area = LungArea.of(ReportFixtures.sheet());
        grid.visit(
                area,
                (i, u, v, assessed) -> {
                    int x = (int) (u * upright.widthPx());
                    int y = (int) (v * upright.heightPx());
                    assertThat(upright.at(x, y)).isEqualTo(i);
                    assertThat(area.lungs().at(u, v)).isGreaterThanOrEqualTo(.4999f);
                    assertThat(seen[i]).as("visited twice").isFalse();
                    seen[i] = true;
                    assertThat(orientation.storedX(u, v) * columns)
                            .isCloseTo(i % columns + .5, within(1e-6));
                    assertThat(orientation.storedY(u, v) * rows)
                            .isCloseTo(i / columns + .5, within(1e-6));
                });
        for (int i = 0; i < seen.length; i++) {
            double v = (i / columns + .5) / rows;
            double u = (i % columns + .5) / columns;
            if (orientation.equals(Orientation.UPRIGHT) && area.lungs().at(u, v) > .5001f) {
                assertThat(seen[i]).as("lung at %s, %s", u, v).isTrue();
            }
        }
    }

    /** The share of lung does not depend on how the image is stored. */
    @Test
    void theLungsHaveTheSameAreaInEveryOrientation() {
        ScoreSheet sheet = ReportFixtures.sheet();
        int[] counts = new int[FRONTAL.length];
        for (int i = 0; i < FRONTAL.length; i++) {
            int at = i;
            new SourceGrid(200, 160, orientation(i))
                    .visit(LungArea.of(sheet), (index, u, v, assessed) -> counts[at]++);
        }
        int least = Arrays.stream(counts).min().orElseThrow();
        int most = Arrays.stream(counts).max().orElseThrow();
        // Two ellipses of semi-axes .17 and .36, a little wider by their ramp.
        assertThat(least).isBetween(12_000, 14_000);
        assertThat(most - least).isLessThan(80);
    }

    @Test
    void aSourceWithoutPixelsIsRefused() {
        assertThatThrownBy(() -> new SourceGrid(0, 10, Orientation.UPRIGHT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 rows");
    }
}
