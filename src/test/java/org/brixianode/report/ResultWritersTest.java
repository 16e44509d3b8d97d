package org.brixianode.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.brixianode.report.capture.HeatmapWriter;
import org.brixianode.report.registry.StandardResults;
import org.brixianode.report.sr.RefusalReport;
import org.brixianode.report.sr.RejectionNote;
import org.brixianode.report.sr.SrForm;
import org.brixianode.report.sr.StructuredReportWriter;
import org.brixianode.study.ResultKind;
import org.brixianode.testkit.ResultKinds;
import org.junit.jupiter.api.Test;

final class ResultWritersTest {

    private static final ResultWriters STANDARD = StandardResults.WRITERS;

    @Test
    void kindsAndFormsAreThoseOfTheWriters() {
        assertThat(STANDARD.kinds())
                .containsExactly(
                        ResultKinds.REPORT,
                        ResultKinds.HEATMAP,
                        ResultKinds.SEGMENTATION,
                        ResultKinds.PARAMETRIC_MAP,
                        ResultKinds.PRESENTATION,
                        ResultKinds.PDF,
                        ResultKinds.KEY_OBJECT,
                        RefusalReport.KIND,
                        ResultKind.REJECTION_NOTE);
        assertThat(STANDARD.forms(ResultKinds.REPORT))
                .extracting(form -> form.label())
                .containsExactly("comprehensive-3d", "comprehensive", "basic-text");
        assertThat(STANDARD.usual())
                .containsExactly(SrForm.COMPREHENSIVE_3D.resultForm(), HeatmapWriter.FORM);
    }

    private static ResultWriters writers(List<ResultWriter> writers, List<String> usual) {
        return new ResultWriters(writers, List.of(), List.of(), usual);
    }

    @Test
    void twoWritersOfOneFormAreRefused() {
        List<ResultWriter> twice =
                List.of(
                        new StructuredReportWriter(SrForm.BASIC_TEXT),
                        new StructuredReportWriter(SrForm.BASIC_TEXT));
        assertThatThrownBy(() -> writers(twice, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("REPORT");
    }

    @Test
    void twoWritersOfOneFormOfRefusalsOrRejectionsAreRefused() {
        RefusalReport refusal = new RefusalReport(SrForm.BASIC_TEXT);
        RejectionNote note = new RejectionNote();

        assertThatThrownBy(
                        () ->
                                new ResultWriters(
                                        List.of(), List.of(refusal, refusal), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two writers of REFUSAL");
        assertThatThrownBy(
                        () ->
                                new ResultWriters(
                                        List.of(), List.of(), List.of(note, note), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two writers of REJECTION");
    }

    @Test
    void aUsualKindWithoutAWriterIsRefused() {
        assertThatThrownBy(() -> writers(List.of(new HeatmapWriter()), List.of("report")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no writer of report");
    }
}
