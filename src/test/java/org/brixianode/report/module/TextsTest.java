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
