package org.brixianode.report.module;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextsTest {

    @ParameterizedTest
    @CsvSource({
        "1.005, 1.01",
        "0.004, 0.00",
        "-0.0, 0.00",
        "-0.004, 0.00",
        "-0.006, -0.01",
        "-2.5, -2.50"
    })
    void zeroHasNoSign(double value, String text) {
        assertThat(Texts.decimal(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.5000, 0.50",
        "0.25, 0.2500, 0.25",
        "0.1875, 0.1875, 0.1875",
        "0.905, 0.9050, 0.905",
        "1, 1.0000, 1.00",
        "0, 0.0000, 0.00"
    })
    void probabilitiesHaveTheSameNumberOfDecimals(double value, String text, String shorter) {
        assertThat(Texts.probability(value)).isEqualTo(text);
        assertThat(Texts.fraction(value)).isEqualTo(shorter);
    }

    @ParameterizedTest
    @CsvSource({
        "no lungs found: not a chest, No lungs found: not a chest.",
        "'  the image\n is dark. ', The image  is dark.",
        "é, É.",
        "'', ''"
    })
    void aReasonBecomesASentence(String reason, String sentence) {
        assertThat(Texts.sentence(reason)).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource({"0.004, 0.00", "-0.004, 0.00", "-0.006, -0.01", "2.5, +2.50", "-2.5, -2.50"})
    void aDifferenceHasASignUnlessItIsZero(double value, String text) {
        assertThat(Texts.signed(value)).isEqualTo(text);
    }
}
