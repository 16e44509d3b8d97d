package org.brixianode.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.brixianode.model.BsNetModel;
import org.brixianode.model.ModelCard;
import org.brixianode.score.pose.Prediction;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.testkit.ReportFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the network's numbers to the score sheet. */
final class SheetMakerTest {

    private static final int SIDE = ReportFixtures.lungs().widthPx();

    @TempDir private Path folder;

    private ScoreSheet sheet(float[][] probabilities) throws Exception {
        Files.writeString(
                folder.resolve(ModelCard.FILE_NAME),
                """
                {"id": "site", "version": "1", "members": 1, "testTimeFlip": false,
                 "decision": "MODE",
                 "calibration": {"temperatures": {}, "uncertainBelow": 0.5}}
                """);
        BsNetModel.Output output =
                new BsNetModel.Output(
                        probabilities,
                        ReportFixtures.lungs().values(),
                        new float[] {1, 0, 0, 0, 1, 0},
                        new float[SIDE * SIDE]);
        return new SheetMaker(ReportFixtures.MODEL, ModelCard.read(folder))
                .sheet(
                        Prediction.of(new float[SIDE * SIDE], output, SIDE),
                        List.of("Remark on the pose."));
    }

    private static float[] sure(int grade) {
        float[] of = {.01f, .01f, .01f, .01f};
        of[grade] = .97f;
        return of;
    }

    @Test
    void eachZoneHasTheScoreOfItsOwnProbabilities() throws Exception {
        ScoreSheet sheet =
                sheet(new float[][] {sure(0), sure(1), sure(2), sure(3), sure(1), sure(0)});
        assertThat(sheet.scores())
                .containsEntry(Zone.A, 0)
                .containsEntry(Zone.B, 1)
                .containsEntry(Zone.C, 2)
                .containsEntry(Zone.D, 3)
                .containsEntry(Zone.E, 1)
                .containsEntry(Zone.F, 0);
        assertThat(sheet.global()).isEqualTo(7);
        assertThat(sheet.remarks())
                .startsWith("Remark on the pose.")
                .noneMatch(remark -> remark.startsWith(ScoreSheet.UNCERTAIN));
    }

    /** A reader must see which grades the model is not sure of, and no others. */
    @Test
    void uncertainZonesAreNamed() throws Exception {
        float[] below = {.1f, .4f, .3f, .2f};
        float[] above = {.1f, .6f, .2f, .1f};
        ScoreSheet sheet = sheet(new float[][] {sure(0), below, sure(2), above, sure(1), below});
        assertThat(sheet.remarks())
                .contains("Uncertain: B, F (probability of the score below 0.5).");
    }
}
