package org.brixianode.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.brixianode.testkit.ResultKinds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReportConfigTest {

    @Test
    void defaultsArePinned() {
        ReportConfig config = ReportConfig.defaults();
        assertThat(config.institution()).isEmpty();
        assertThat(config.overlayOpacity()).isEqualTo(.5);
        assertThat(config.seriesNumbers()).isEmpty();
        assertThat(config.keyObjectFrom()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-0.1, 1, 2, overlay-opacity",
        "1.1, 1, 2, overlay-opacity",
        "NaN, 1, 2, overlay-opacity",
        "0.5, 0, 2, report-series-number must",
        "0.5, 1, 0, heatmap-series-number must"
    })
    void refusesWhatIsOutOfRange(double opacity, int report, int heatmap, String named) {
        assertThatThrownBy(
                        () ->
                                new ReportConfig(
                                        ZoneOffset.UTC,
                                        Optional.empty(),
                                        opacity,
                                        Map.of(
                                                ResultKinds.REPORT, report,
                                                ResultKinds.HEATMAP, heatmap)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 19})
    void refusesATotalThatNoScoreHas(int from) {
        assertThatThrownBy(
                        () ->
                                new ReportConfig(
                                        ZoneOffset.UTC,
                                        Optional.empty(),
                                        .5,
                                        Map.of(),
                                        OptionalInt.of(from)))
                .hasMessageContaining("key-object-from must be off, or 0 to 18, not " + from);
    }

    @ParameterizedTest
    @CsvSource({"' '", "'two\\values'"})
    void refusesAnInstitutionThatDicomCannotHold(String name) {
        assertThatThrownBy(() -> new ReportConfig(ZoneOffset.UTC, Optional.of(name), .5, Map.of()))
                .hasMessageContaining("institution");
    }
}
