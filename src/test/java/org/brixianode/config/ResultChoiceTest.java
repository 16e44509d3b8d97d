package org.brixianode.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.brixianode.report.capture.HeatmapWriter;
import org.brixianode.report.sr.RefusalReport;
import org.brixianode.report.sr.SrForm;
import org.brixianode.study.ResultForm;
import org.brixianode.testkit.ResultKinds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which results a destination is configured to get. */
final class ResultChoiceTest {

    private static NodeConfig read(String keys) throws InvalidConfigurationException {
        return ConfigReader.read(
                "destinations = [ { name = pacs, ae-title = PACS, host = \"127.0.0.1\", port = 104 "
                        + (keys.isEmpty() ? "" : ", " + keys)
                        + " } ]",
                "test configuration");
    }

    private static Set<ResultForm> results(String keys) throws InvalidConfigurationException {
        return read(keys).pipeline().routes().get(0).results();
    }

    @Test
    void aDestinationThatNamesNothingGetsReportAndHeatmap() throws Exception {
        assertThat(results(""))
                .containsExactlyInAnyOrder(
                        SrForm.COMPREHENSIVE_3D.resultForm(), HeatmapWriter.FORM);
    }

    @ParameterizedTest
    @EnumSource
    void theKeySrChoosesTheFormOfTheReport(SrForm form) throws Exception {
        String sr = "sr = " + form.resultForm().label();
        assertThat(results(sr)).containsExactlyInAnyOrder(form.resultForm(), HeatmapWriter.FORM);
        assertThat(results(sr + ", results = [ report ]")).containsExactly(form.resultForm());
    }

    /** A workstation that shows no other report shows no other refusal either. */
    @ParameterizedTest
    @CsvSource({
        "'', COMPREHENSIVE",
        "sr = comprehensive-3d, COMPREHENSIVE",
        "sr = comprehensive, COMPREHENSIVE",
        "sr = basic-text, BASIC_TEXT"
    })
    void theKeySrChoosesTheFormOfTheRefusal(String sr, SrForm form) throws Exception {
        String keys = sr.isEmpty() ? "" : ", " + sr;
        assertThat(results("results = [ refusal ]" + keys))
                .containsExactly(RefusalReport.form(form));
        assertThat(results("results = [ report, refusal ]" + keys))
                .hasSize(2)
                .contains(RefusalReport.form(form));
    }

    @Test
    void aDestinationGetsTheKindsThatItNames() throws Exception {
        assertThat(results("results = [ heatmap ]")).containsExactly(HeatmapWriter.FORM);
        assertThat(results("results = [ report ]"))
                .containsExactly(SrForm.COMPREHENSIVE_3D.resultForm());
        assertThat(results("results = [ heatmap, report ]")).isEqualTo(results(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "results = [ video, report ] | results = 'video' is none of: report, heatmap",
                "results = [ REPORT ] | results = 'REPORT' is none of: report, heatmap",
                "results = [] | results is empty: name report, heatmap",
                "results = [ heatmap, heatmap ] | results names heatmap twice",
                "results = [ heatmap ], sr = comprehensive"
                        + "| sr has no effect: destinations[0].results does not name report or refusal",
                "sr = pdf | sr = 'pdf' is none of: comprehensive-3d, comprehensive, basic-text",
                "heatmap = secondary-capture | heatmap"
            })
    void invalidValuesRefuseTheStart(String keys, String problem) {
        assertThatThrownBy(() -> read(keys))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("destinations[0]." + problem);
    }

    @Test
    void keyObjectsNeedATotal() throws Exception {
        assertThatThrownBy(() -> read("results = [ key-object ]"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("report.key-object-from is off");
        NodeConfig config = ConfigReader.read("report.key-object-from = 12", "test configuration");
        assertThat(config.report().keyObjectFrom()).hasValue(12);
        assertThatThrownBy(
                        () ->
                                ConfigReader.read(
                                        "report.key-object-from = high", "test configuration"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("report.key-object-from");
        assertThat(ConfigReader.read("", "test configuration").report().keyObjectFrom()).isEmpty();
    }

    @Test
    void seriesNumbersGoByKind() throws Exception {
        NodeConfig config =
                ConfigReader.read("report.heatmap-series-number = 77", "test configuration");
        assertThat(config.report().seriesNumbers())
                .containsEntry(ResultKinds.HEATMAP, 77)
                .containsEntry(ResultKinds.REPORT, 9001);
    }
}
