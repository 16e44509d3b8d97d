package org.brixianode.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "PT-1S, 0 ms",
        "PT0.2S, 200 ms",
        "PT9.6S, 10 s",
        "PT59.9S, 1 min",
        "PT1M30S, 1 min 30 s",
        "PT3H12M5S, 3 h 12 min",
        "PT24H, 1 d",
        "PT49H, 2 d 1 h"
    })
    void namesTheTwoLargestUnits(Duration duration, String text) {
        assertThat(DurationText.of(duration)).isEqualTo(text);
    }
}
