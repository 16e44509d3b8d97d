package org.brixianode.report.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.brixianode.study.Affine;
import org.brixianode.study.HeatKind;
import org.brixianode.study.Orientation;
import org.brixianode.study.Raster;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneFrame;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.ScoreSheets;
import org.junit.jupiter.api.Test;

/** Zones, contours and the lungs on the image. */
final class GeometryTest {

    private static final int FRAME = ReportFixtures.FRAME;
    private static final double LEAST = LungArea.LEAST_PIECE;

    @Test
    void bordersFollowTheAlignment() {
        ZoneFrame frame = new ZoneFrame(new Affine(.5, 0, .1, 0, .5, -.2));
        Line2D border = new ZoneMap(frame).borders().get(0);
        // Aligned y .35 is -.3 from the middle; halved and moved: (-.35 + 1) / 2.
        assertThat(border.getY1()).isCloseTo(.325, within(1e-9));
        assertThat(border.getY2()).isCloseTo(.325, within(1e-9));
        // Half a frame beyond both sides: x -2 and 2, halved and moved.
        assertThat(border.getX1()).isCloseTo(.05, within(1e-9));
        assertThat(border.getX2()).isCloseTo(1.05, within(1e-9));
    }

    private static Map<Zone, ZoneTargets.Target> targets(ScoreSheet sheet) {
        return ZoneTargets.of(LungArea.of(sheet), sheet);
    }

    @Test
    void leadersEndInTheMiddleOfTheLung() {
        Map<Zone, ZoneTargets.Target> targets = targets(ReportFixtures.sheet());
        assertThat(targets).hasSize(Zone.values().length);
        assertThat(targets.get(Zone.B).u()).as("middle of the ellipse").isCloseTo(.3, within(.03));
        assertThat(targets.get(Zone.E).u()).isCloseTo(.7, within(.03));
        assertThat(targets.get(Zone.A).v()).isLessThan(targets.get(Zone.B).v());
        assertThat(targets.get(Zone.B).v()).isCloseTo(.51, within(.03));
        assertThat(targets.get(Zone.B).v()).isLessThan(targets.get(Zone.C).v());
    }

    /** A lung that is a crescent has its centre of gravity outside itself. */
    @Test
    void leadersEndInsideAHollowLung() {
        Raster lungs = ReportFixtures.lungs();
        float[] values = lungs.values().clone();
        for (int y = 0; y < FRAME; y++) {
            for (int x = 0; x < FRAME; x++) {
                double r = Math.hypot((x + .5) / FRAME - .42, ((y + .5) / FRAME - .5) / 2);
                values[y * FRAME + x] = r < .2 ? 0 : values[y * FRAME + x];
            }
        }
        ScoreSheet sheet = with(new Raster(FRAME, FRAME, values), ReportFixtures.heat());
        ZoneTargets.Target target = targets(sheet).get(Zone.B);
        assertThat(Field.of(sheet.lungs()).at(target.u(), target.v())).isGreaterThan(.9f);
    }

    private static ScoreSheet with(Raster lungs, Raster heat) {
        ScoreSheet any = ReportFixtures.sheet();
        return ScoreSheets.of(any.model(), any.zones(), lungs, heat, any.alignment(), List.of());
    }

    private static Raster painted(Raster raster, double u, double v, int radius, float value) {
        float[] values = raster.values().clone();
        for (int y = 0; y < FRAME; y++) {
            for (int x = 0; x < FRAME; x++) {
                if (Math.hypot(x - u * FRAME, y - v * FRAME) <= radius) {
                    values[y * FRAME + x] = value;
                }
            }
        }
        return new Raster(FRAME, FRAME, values);
    }

    @Test
    void lungOutsideTheAlignedFrameIsNotAssessed() {
        Field none = LungArea.of(ReportFixtures.sheet()).unassessed();
        // The frame ends at y (1 - .75 + .02) / 2 = .135; the lungs begin at .14 - .02.
        ScoreSheet lower =
                ScoreSheets.of(
                        ReportFixtures.MODEL,
                        ReportFixtures.sheet().zones(),
                        ReportFixtures.lungs(),
                        ReportFixtures.heat(),
                        new Affine(.7, 0, 0, 0, .5, .2),
                        List.of());
        Field more = LungArea.of(lower).unassessed();
        assertThat(none.at(.3, .3)).isZero();
        assertThat(more.at(.3, .3)).isEqualTo(1);
        assertThat(more.at(.3, .5)).isZero();
        assertThat(more.at(.5, .3)).as("no lung").isZero();
    }

    @Test
    void aHoleOfTheMaskAndLungWithoutAValueAreNotAssessed() {
        Raster holed = painted(ReportFixtures.lungs(), .3, .5, 6, 0);
        Raster heat = painted(ReportFixtures.heat(), .7, .5, 6, 0);
        Field none = LungArea.of(with(holed, heat)).unassessed();
        assertThat(none.at(.3, .5)).isEqualTo(1);
        assertThat(none.at(.7, .5)).isEqualTo(1);
        assertThat(none.at(.3, .7)).isZero();
        ScoreSheet effects = with(holed, heat).withHeat(heat, HeatKind.SUPER_PIXELS);
        assertThat(LungArea.of(effects).unassessed().at(.7, .5))
                .as("a super-pixel without effect has a value")
                .isZero();
    }

    /**
     * The network gives no values outside the lungs; at their border there is no lower severity.
     */
    @Test
    void theHeatmapDoesNotFallAtTheBorderOfTheLungs() {
        Raster lungs = ReportFixtures.lungs();
        float[] heat = new float[lungs.values().length];
        for (int i = 0; i < heat.length; i++) {
            heat[i] = lungs.values()[i] >= .5f ? 2 : 0;
        }
        ScoreSheet sheet = with(lungs, new Raster(FRAME, FRAME, heat));
        for (HeatKind kind : HeatKind.values()) {
            LungArea area = LungArea.of(sheet.withHeat(sheet.heat(), kind));
            Field heatAt = area.heat();
            int[] seen = new int[1];
            new SourceGrid(700, 600, Orientation.UPRIGHT)
                    .visit(
                            area,
                            (i, u, v, assessed) -> {
                                if (assessed) {
                                    seen[0]++;
                                    assertThat(heatAt.at(u, v)).isCloseTo(2, within(1e-5f));
                                }
                            });
            assertThat(seen[0]).isGreaterThan(10_000);
        }
    }

    /** The edge of the frame beside a lung: the network's values fall to 0 there. */
    @Test
    void valuesThatFallAtTheEdgeOfTheAlignedFrameAreNotThoseOfTheLung() {
        int edge = FRAME / 5;
        float[] lungs = ReportFixtures.lungs().values().clone();
        float[] heat = new float[lungs.length];
        for (int i = 0; i < lungs.length; i++) {
            int x = i % FRAME;
            lungs[i] = x < edge ? 0 : lungs[i];
            heat[i] = x < edge ? 0 : x < edge + 2 ? .5f : 2;
        }
        double share = (double) edge / FRAME;
        ScoreSheet sheet =
                ScoreSheets.of(
                        ReportFixtures.MODEL,
                        ReportFixtures.sheet().zones(),
                        new Raster(FRAME, FRAME, lungs),
                        new Raster(FRAME, FRAME, heat),
                        new Affine(1 - share, 0, share, 0, 1, 0),
                        List.of());
        LungArea area = LungArea.of(sheet);
        Field values = area.heat();
        int[] seen = new int[2];
        new SourceGrid(500, 500, Orientation.UPRIGHT)
                .visit(
                        area,
                        (i, u, v, assessed) -> {
                            seen[assessed ? 1 : 0]++;
                            if (assessed) {
                                assertThat(values.at(u, v)).isCloseTo(2, within(1e-5f));
                            }
                        });
        assertThat(seen[0]).as("not assessed").isBetween(500, 5000);
        assertThat(seen[1]).as("assessed").isGreaterThan(20_000);
    }

    @Test
    void anIslandIsNoLung() {
        Raster lungs = painted(ReportFixtures.lungs(), .04, .04, 2, 1);
        assertThat(LungArea.of(with(lungs, ReportFixtures.heat())).lungs().at(.04, .04))
                .isLessThan(.1f);
    }

    @Test
    void aRowOfThePictureIsWhatTheFieldSays() {
        Field field = Field.of(ReportFixtures.heat());
        int width = 333;
        Field.Row row = field.rows(width);
        row.read(.617);
        float[] range = new float[width];
        row.values(100, 200, range);
        for (int x = 0; x < width; x++) {
            assertThat(row.at(x)).isCloseTo(field.at((x + .5) / width, .617), within(1e-5f));
            assertThat(range[x]).isEqualTo(x >= 100 && x < 200 ? row.at(x) : 0);
        }
    }

    @Test
    void aRowTellsWhereItMayExceedALimit() {
        float[] values = new float[64];
        values[3 * 8 + 5] = 1;
        Field.Row row = Field.of(new Raster(8, 8, values)).rows(16);
        assertThat(row.mayExceed(.1, .5f)).isFalse();
        assertThat(row.mayExceed(3.4 / 8, .5f)).isTrue();
        row.read(3.4 / 8);
        List<Integer> exceeding =
                IntStream.range(0, 16).filter(x -> row.at(x) > .01f).boxed().toList();
        assertThat(row.first(.01f)).isEqualTo(exceeding.get(0));
        assertThat(row.end(.01f)).isEqualTo(exceeding.get(exceeding.size() - 1) + 1);
        assertThat(row.first(1)).as("nowhere").isGreaterThanOrEqualTo(row.end(1));
    }

    /** The range may be wider by a column of the field, but holds all that exceeds the limit. */
    @Test
    void noColumnOutsideTheRangeOfARowExceedsTheLimit() {
        for (int width : new int[] {5, 64, 333}) {
            Field.Row row = Field.of(ReportFixtures.lungs()).rows(width);
            row.read(.5);
            for (int x = 0; x < width; x++) {
                if (row.at(x) > .5f) {
                    assertThat(x).isBetween(row.first(.5f), row.end(.5f) - 1);
                }
            }
            assertThat(row.end(.5f) - row.first(.5f)).isBetween(1, width);
        }
    }

    private static Raster disc(double radius) {
        int n = 64;
        float[] values = new float[n * n];
        for (int y = 0; y < n; y++) {
            for (int x = 0; x < n; x++) {
                double r = Math.hypot((x + .5) / n - .5, (y + .5) / n - .5);
                values[y * n + x] = (float) Math.max(0, 1 - r / radius / 2);
            }
        }
        return new Raster(n, n, values);
    }

    @Test
    void aContourClosesAroundWhatIsHigh() {
        Path2D contour = Contour.of(Field.of(disc(.3)), .5f, LEAST);
        assertThat(loops(contour)).isEqualTo(1);
        assertThat(contour.contains(.5, .5)).isTrue();
        assertThat(contour.contains(.5 + .28, .5)).isTrue();
        assertThat(contour.contains(.5 + .32, .5)).isFalse();
        assertThat(contour.getBounds2D().getWidth()).isCloseTo(.6, within(.02));
    }

    @Test
    void aLungAtTheEdgeOfTheFrameHasAClosedOutline() {
        float[] values = new float[16 * 16];
        Arrays.fill(values, 1);
        Path2D contour = Contour.of(Field.of(new Raster(16, 16, values)), .5f, LEAST);
        assertThat(loops(contour)).isEqualTo(1);
        assertThat(contour.contains(.5, .5)).isTrue();
    }

    @Test
    void bothLungsHaveTheirLoopAndSpecksHaveNone() {
        assertThat(loops(Contour.of(Field.of(ReportFixtures.lungs()), .5f, LEAST))).isEqualTo(2);
        float[] speck = new float[64 * 64];
        speck[64 * 32 + 32] = 1;
        assertThat(loops(Contour.of(Field.of(new Raster(64, 64, speck)), .5f, LEAST))).isZero();
    }

    private static int loops(Path2D path) {
        int loops = 0;
        for (PathIterator i = path.getPathIterator(null); !i.isDone(); i.next()) {
            loops += i.currentSegment(new double[6]) == PathIterator.SEG_CLOSE ? 1 : 0;
        }
        return loops;
    }
}
