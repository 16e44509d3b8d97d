package org.brixianode.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.brixianode.lab.evaluate.CalibrationCurve.Prediction;
import org.junit.jupiter.api.Test;

final class CalibrationCurveTest {

    /** (2 |0.5 - 0.65| + 1 |1 - 0.95| + 1 |1 - 0.25|) / 4. */
    @Test
    void theExpectedErrorWeighsEachBinByItsGuesses() {
        CalibrationCurve calibration =
                CalibrationCurve.of(
                        List.of(
                                new Prediction(0.62, true),
                                new Prediction(0.68, false),
                                new Prediction(0.95, true),
                                new Prediction(0.25, true)));
        assertThat(calibration.bins()).hasSize(10);
        CalibrationCurve.Bin sixties = calibration.bins().get(6);
        assertThat(sixties.count()).isEqualTo(2);
        assertThat(sixties.confidence()).isCloseTo(0.65, within(1e-12));
        assertThat(sixties.accuracy()).isEqualTo(0.5);
        assertThat(calibration.bins().get(0).accuracy()).isNaN();
        assertThat(calibration.expectedError())
                .isCloseTo((2 * 0.15 + 0.05 + 0.75) / 4, within(1e-12));
    }

    @Test
    void fullConfidenceFallsIntoTheLastBin() {
        CalibrationCurve calibration = CalibrationCurve.of(List.of(new Prediction(1, false)));
        assertThat(calibration.bins().get(9).count()).isEqualTo(1);
        assertThat(calibration.expectedError()).isEqualTo(1);
        assertThat(CalibrationCurve.of(List.of()).expectedError()).isNaN();
    }
}
