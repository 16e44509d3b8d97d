package org.brixianode.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.brixianode.model.ModelCard;
import org.brixianode.study.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FittedCalibrationTest {

    @TempDir private Path folder;

    private ModelCard base(String more) throws IOException {
        Files.writeString(
                folder.resolve(ModelCard.FILE_NAME),
                """
                {"id": "base", "version": "1", "members": 1, "testTimeFlip": false,
                 "calibration": {"temperatures": {"A": 2.0}, "uncertainBelow": 0.35%s}}
                """
                        .formatted(more));
        return ModelCard.read(folder);
    }

    private static FittedCalibration withoutImages(ModelCard base) {
        return FittedCalibration.of(
                List.of(new Evaluation(List.of())),
                "validation images",
                ModelCard.Decision.ROUNDED_MEAN,
                Optional.of(base));
    }

    /** It was fitted to the errors of the base's networks. */
    @Test
    void theIntervalOfOtherNetworksIsNotKept() throws IOException {
        ModelCard base =
                base(", \"interval\": {\"coverage\": 0.9, \"factor\": 2.5, \"images\": 138}");
        FittedCalibration kept = withoutImages(base);
        assertThat(base.calibration().interval()).isNotNull();
        assertThat(kept.calibration().interval()).isNull();
        assertThat(kept.calibration().temperatures()).containsEntry(Zone.A, 2.0);
        assertThat(kept.calibration().uncertainBelow()).isEqualTo(0.35);
        assertThat(kept.origin())
                .startsWith("kept from base 1 without its interval: 0 validation images");
    }

    @Test
    void aCalibrationWithoutAnIntervalIsKeptAsItIs() throws IOException {
        ModelCard base = base("");
        FittedCalibration kept = withoutImages(base);
        assertThat(kept.calibration()).isEqualTo(base.calibration());
        assertThat(kept.origin()).startsWith("kept from base 1: 0 validation images");
    }
}
