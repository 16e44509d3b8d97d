package org.brixianode.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.brixianode.testkit.ContentTree.child;
import static org.brixianode.testkit.ContentTree.text;
import static org.brixianode.testkit.ContentTree.value;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.SopClasses;
import org.brixianode.report.capture.HeatmapWriter;
import org.brixianode.report.registry.StandardResults;
import org.brixianode.report.sr.RefusalReport;
import org.brixianode.report.sr.SrForm;
import org.brixianode.study.Acquisition;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ScoringRun;
import org.brixianode.testkit.ReportFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a destination is told of an image that the model does not score. */
final class RefusalReportTest {

    private static final String REASON = "the lungs are not upright: rotate the image";

    @TempDir private Path folder;

    private static RefusalRequest request(ReceivedInstance source, Set<ResultForm> forms) {
        return new RefusalRequest(
                source,
                Optional.empty(),
                Acquisition.UNKNOWN,
                REASON,
                ReportFixtures.SCORED_AT,
                ScoringRun.ofNode(1),
                forms);
    }

    private List<OutgoingObject> write(ReceivedInstance source, Path to) throws Exception {
        Set<ResultForm> forms =
                Set.of(HeatmapWriter.FORM, RefusalReport.form(SrForm.COMPREHENSIVE));
        return ReportFixtures.STAGE.write(request(source, forms), ReportFixtures.MODEL, to);
    }

    private static Attributes evaluation(Attributes report, String code) {
        Attributes last =
                report.getSequence(Tag.ContentSequence)
                        .get(report.getSequence(Tag.ContentSequence).size() - 1);
        return last.getSequence(Tag.ContentSequence).stream()
                .filter(
                        item ->
                                item.getNestedDataset(Tag.ConceptNameCodeSequence)
                                        .getString(Tag.CodeValue)
                                        .equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysWhyInACodeAndInWordsUnderTheSourcesPatient() throws Exception {
        ReceivedInstance source = ReportFixtures.source(folder, header -> {});
        List<OutgoingObject> written = write(source, folder.resolve("out"));
        assertThat(written)
                .singleElement()
                .satisfies(
                        object -> {
                            assertThat(object.kind().label()).isEqualTo("refusal");
                            assertThat(object.ref().sopClassUid())
                                    .isEqualTo(SopClasses.COMPREHENSIVE_SR);
                        });
        Attributes report = ReportFixtures.read(written.get(0).file());
        Attributes header = ReportFixtures.sourceHeader();
        for (int tag : new int[] {Tag.PatientID, Tag.PatientName, Tag.StudyInstanceUID}) {
            assertThat(report.getString(tag)).isEqualTo(header.getString(tag));
        }
        assertThat(
                        evaluation(report, "NOT-SCORED")
                                .getNestedDataset(Tag.ConceptCodeSequence)
                                .getString(Tag.CodeValue))
                .isEqualTo("NO-UPRIGHT-LUNGS");
        assertThat(report.toString(1000, 200))
                .as("whole report")
                .doesNotContain("Brixia zone score");
        assertThat(
                        report.getSequence(Tag.CurrentRequestedProcedureEvidenceSequence)
                                .get(0)
                                .getString(Tag.StudyInstanceUID))
                .isEqualTo(header.getString(Tag.StudyInstanceUID));
        assertThat(texts(report))
                .contains(
                        "This image has no Brixia score. The lungs are not upright: rotate the"
                                + " image.");
    }

    private static List<String> texts(Attributes report) {
        Attributes last =
                report.getSequence(Tag.ContentSequence)
                        .get(report.getSequence(Tag.ContentSequence).size() - 1);
        return last.getSequence(Tag.ContentSequence).stream()
                .map(item -> item.getString(Tag.TextValue, ""))
                .toList();
    }

    /** For a workstation that shows no other report. */
    @Test
    void basicTextSaysTheSame() throws Exception {
        ReceivedInstance source = ReportFixtures.source(folder, header -> {});
        List<OutgoingObject> written =
                ReportFixtures.STAGE.write(
                        request(source, Set.of(RefusalReport.form(SrForm.BASIC_TEXT))),
                        ReportFixtures.MODEL,
                        folder.resolve("out"));
        Attributes report = ReportFixtures.read(written.get(0).file());
        assertThat(written).hasSize(1);
        assertThat(report.getString(Tag.SOPClassUID)).isEqualTo(SopClasses.BASIC_TEXT_SR);
        assertThat(text(child(report, "121111"), "121111"))
                .contains(
                        "This image has no Brixia score. The lungs are not upright: rotate the"
                                + " image.\r\n")
                .contains("Research use only");
        assertThat(value(child(report, "121070"), "121071")).isEqualTo("NO-UPRIGHT-LUNGS");
        assertThat(report.getNestedDataset(Tag.CodingSchemeIdentificationSequence)).isNotNull();
        assertThat(report.getSequence(Tag.CurrentRequestedProcedureEvidenceSequence)).hasSize(1);
    }

    @Test
    void theFormsShareASeriesAndAreDifferentObjects() throws Exception {
        ReceivedInstance source = ReportFixtures.source(folder, header -> {});
        List<OutgoingObject> written =
                ReportFixtures.STAGE.write(
                        request(
                                source,
                                Set.copyOf(StandardResults.WRITERS.forms(RefusalReport.KIND))),
                        ReportFixtures.MODEL,
                        folder.resolve("out"));
        assertThat(written).hasSize(2);
        assertThat(written)
                .extracting(object -> object.ref().seriesUid())
                .containsOnly(written.get(0).ref().seriesUid());
        assertThat(written)
                .extracting(object -> object.ref().sopInstanceUid())
                .doesNotHaveDuplicates();
    }

    @Test
    void aRepeatedRequestWritesTheSameObject() throws Exception {
        ReceivedInstance source = ReportFixtures.source(folder, header -> {});
        Path first = write(source, folder.resolve("one")).get(0).file();
        Path second = write(source, folder.resolve("two")).get(0).file();
        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void whoWantsNoneGetsNone() throws Exception {
        ReceivedInstance source = ReportFixtures.source(folder, header -> {});
        Path out = folder.resolve("out");
        assertThat(
                        ReportFixtures.STAGE.write(
                                request(source, Set.of(HeatmapWriter.FORM)),
                                ReportFixtures.MODEL,
                                out))
                .isEmpty();
        assertThat(Files.exists(out)).isFalse();
    }
}
