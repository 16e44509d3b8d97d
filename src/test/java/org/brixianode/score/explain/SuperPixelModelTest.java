package org.brixianode.score.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.brixianode.model.Resampling;
import org.brixianode.score.ScoreConfig;
import org.brixianode.score.Scorer;
import org.brixianode.score.Scoring;
import org.brixianode.score.load.Device;
import org.brixianode.study.HeatKind;
import org.brixianode.study.Radiograph;
import org.brixianode.study.Raster;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.StageException;
import org.brixianode.study.Zone;
import org.brixianode.testkit.PhantomChest;
import org.junit.jupiter.api.Test;

/** With the bundled model. */
final class SuperPixelModelTest {

    private static final int SIDE = 512;

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
    void theMapIsStrongestInTheZoneWithTheOpacity() throws StageException {
        PhantomChest chest = PhantomChest.of(SIDE, SIDE, 3, Map.of(Zone.E, 3));
        ExplainConfig explain =
                new ExplainConfig(HeatKind.SUPER_PIXELS, 30, 48, Duration.ofMinutes(5));
        ScoreConfig config =
                new ScoreConfig(Path.of("models/bsnet-mini"), Device.CPU, 1, 1, explain);
        ScoreSheet sheet;
        try (Scorer scorer = Scorer.open(config)) {
            Scoring scoring = scorer.score(List.of(new Radiograph(chest.grey()))).get(0);
            sheet = ((Scoring.Scored) scoring).sheet();
        }
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
