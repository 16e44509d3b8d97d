package org.brixianode.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import org.brixianode.model.Resampling;
import org.brixianode.score.explain.ExplainConfig;
import org.brixianode.score.load.Device;
import org.brixianode.score.load.LoadedModel;
import org.brixianode.study.FailureReason;
import org.brixianode.study.HeatKind;
import org.brixianode.study.Radiograph;
import org.brixianode.study.Raster;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.StageException;
import org.brixianode.study.Zone;
import org.brixianode.testkit.PhantomChest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With the bundled model and drawn chests. */
final class ScorerTest {

    private static final Path MODEL = Path.of("models/bsnet-mini");
    private static final int SIDE = 512;
    private static final int BAND_TOP = 150;
    private static final int BAND_BOTTOM = 360;
    private static final Raster CHEST =
            PhantomChest.of(SIDE, SIDE, 3, Map.of(Zone.B, 2, Zone.F, 3)).grey();

    private static final Duration LONG = Duration.ofMinutes(10);

    /** Loaded once for all tests. */
    private static LoadedModel model;

    private static Scorer scorer;

    @BeforeAll
    static void open() throws StageException {
        model = LoadedModel.open(MODEL, Device.CPU);
        scorer = with(ExplainConfig.DEFAULT);
    }

    /** A scorer that is not closed: the model is the others' too. */
    private static Scorer with(ExplainConfig explain) {
        return new Scorer(new ScoreConfig(MODEL, Device.CPU, 1, 1, explain), model);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static Scoring score(Raster grey) throws StageException {
        return scorer.score(List.of(new Radiograph(grey))).get(0);
    }

    private static Raster moved(IntBinaryOperator from) {
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = CHEST.values()[from.applyAsInt(i % SIDE, i / SIDE)];
        }
        return new Raster(SIDE, SIDE, values);
    }

    private static void refused(Raster grey, String reason) throws StageException {
        assertThat(score(grey))
                .isInstanceOfSatisfying(
                        Scoring.Refused.class, said -> assertThat(said.reason()).contains(reason));
    }

    @Test
    void aChestIsScored() throws StageException {
        assertThat(score(CHEST))
                .isInstanceOfSatisfying(
                        Scoring.Scored.class,
                        scored -> {
                            ScoreSheet sheet = scored.sheet();
                            assertThat(sheet.rule().uncertainBelow()).isPositive();
                            assertThat(sheet.uncertain().isEmpty())
                                    .isEqualTo(
                                            sheet.remarks().stream()
                                                    .noneMatch(
                                                            remark ->
                                                                    remark.startsWith(
                                                                            ScoreSheet.UNCERTAIN)));
                        });
    }

    @Test
    void imagesPreparedBeforehandAreScoredAsTheyAreInTheirOrder() throws StageException {
        Radiograph chest = new Radiograph(CHEST);
        Radiograph strip = new Radiograph(new Raster(8, 64, new float[8 * 64]));
        List<Scoring> together =
                scorer.scorePrepared(
                        List.of(
                                scorer.prepare(strip),
                                scorer.prepare(chest),
                                scorer.prepare(strip)));
        assertThat(together).hasSize(3);
        assertThat(together.get(0))
                .isEqualTo(together.get(2))
                .isInstanceOfSatisfying(
                        Scoring.Refused.class, said -> assertThat(said.reason()).contains("high"));
        Scoring.Scored alone = (Scoring.Scored) score(CHEST);
        assertThat(together.get(1))
                .isInstanceOfSatisfying(
                        Scoring.Scored.class,
                        scored ->
                                assertThat(scored.sheet().zones())
                                        .isEqualTo(alone.sheet().zones()));
    }

    @Test
    void oneUpsideDownIsRefusedWhetherMirroredOrNot() throws StageException {
        refused(moved((x, y) -> (SIDE - 1 - y) * SIDE + SIDE - 1 - x), "upside down");
        refused(moved((x, y) -> (SIDE - 1 - y) * SIDE + x), "upside down");
    }

    @Test
    void oneWithABlankBandOverALungIsRefused() throws StageException {
        for (boolean left : new boolean[] {true, false}) {
            float[] values = CHEST.values().clone();
            for (int i = BAND_TOP * SIDE; i < BAND_BOTTOM * SIDE; i++) {
                values[i] = (i % SIDE < SIDE / 2) == left ? 0 : values[i];
            }
            refused(new Raster(SIDE, SIDE, values), "blank");
        }
    }

    @Test
    void aProbabilityThatIsNoNumberParksTheImageInsteadOfBecomingAScore() {
        float[] values = CHEST.values().clone();
        Arrays.fill(values, BAND_TOP * SIDE, BAND_BOTTOM * SIDE, Float.NaN);
        assertThatExceptionOfType(StageException.class)
                .isThrownBy(() -> score(new Raster(SIDE, SIDE, values)))
                .withMessageContaining("not a number")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(FailureReason.PARK));
    }

    @Test
    void withSkippedExplanationsAnImageKeepsTheActivationMap() throws StageException {
        ExplainConfig patient = ExplainConfig.DEFAULT.with(HeatKind.SUPER_PIXELS, LONG);
        Scorer skipping = with(patient);
        skipping.skipExplanations();
        assertThat(sheet(skipping, CHEST).heatKind()).isEqualTo(HeatKind.ACTIVATION);
    }

    private static ScoreSheet sheet(Scorer by, Raster grey) throws StageException {
        Scoring said = by.score(List.of(new Radiograph(grey))).get(0);
        return ((Scoring.Scored) said).sheet();
    }

    private static double mean(Raster map, PhantomChest chest, Zone zone) {
        Raster mask = Resampling.area(chest.zoneMask(zone), map.widthPx(), map.heightPx());
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < mask.values().length; i++) {
            sum += map.values()[i] * mask.values()[i];
            weights += mask.values()[i];
        }
        return sum / weights;
    }

    @Test
    void theSuperPixelMapIsStrongestInTheZoneWithTheOpacity() throws StageException {
        PhantomChest chest = PhantomChest.of(SIDE, SIDE, 3, Map.of(Zone.E, 3));
        ExplainConfig explain =
                new ExplainConfig(HeatKind.SUPER_PIXELS, 30, 48, Duration.ofMinutes(5));
        ScoreSheet sheet = sheet(with(explain), chest.grey());
        assertThat(sheet.heatKind()).isEqualTo(HeatKind.SUPER_PIXELS);
        double planted = mean(sheet.heat(), chest, Zone.E);
        for (Zone zone : Zone.values()) {
            if (zone != Zone.E) {
                assertThat(mean(sheet.heat(), chest, zone))
                        .as("zone %s beside E", zone)
                        .isLessThan(planted);
            }
        }
        for (int i = 0; i < sheet.heat().values().length; i++) {
            float most = sheet.lungs().values()[i] > 0.5f ? 3 : 0;
            assertThat(sheet.heat().values()[i]).isBetween(0f, most);
        }
    }
}
