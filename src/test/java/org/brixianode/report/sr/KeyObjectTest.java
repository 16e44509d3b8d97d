package org.brixianode.report.sr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.report.ReportConfig;
import org.brixianode.report.ReportRequest;
import org.brixianode.report.ReportStage;
import org.brixianode.report.capture.HeatmapWriter;
import org.brixianode.report.module.Result;
import org.brixianode.report.registry.StandardResults;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ResultForm;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.ResultKinds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A key object is written for high scores only, and refers to what its destinations have. */
final class KeyObjectTest {

    private static final ResultForm REPORT = SrForm.COMPREHENSIVE_3D.resultForm();

    @TempDir private Path folder;

    private static ReportStage stage(OptionalInt from) {
        ReportConfig config = ReportFixtures.CONFIG;
        return new ReportStage(
                new ReportConfig(
                        config.timeZone(),
                        Optional.empty(),
                        config.overlayOpacity(),
                        Map.of(),
                        from),
                StandardResults.WRITERS);
    }

    private List<OutgoingObject> written(OptionalInt from, Map<ResultForm, Set<String>> receivers)
            throws Exception {
        ReportRequest request = ReportFixtures.request(ReportFixtures.source(folder, h -> {}));
        return stage(from).write(ReportFixtures.with(request, receivers), folder.resolve("out"));
    }

    private Attributes keyObject(Map<ResultForm, Set<String>> others, String... destinations)
            throws Exception {
        Map<ResultForm, Set<String>> receivers = new HashMap<>(others);
        receivers.put(KeyObjectWriter.FORM, Set.of(destinations));
        List<OutgoingObject> written = written(OptionalInt.of(9), receivers);
        OutgoingObject last = written.get(written.size() - 1);
        assertThat(last.kind()).isEqualTo(ResultKinds.KEY_OBJECT);
        return ReportFixtures.read(last.file());
    }

    /** The total of the fixture is 9. */
    @ParameterizedTest
    @CsvSource({"0, true", "9, true", "10, false", "18, false"})
    void onlyATotalOfAtLeastTheConfiguredOneIsSelected(int from, boolean selected)
            throws Exception {
        List<OutgoingObject> written =
                written(
                        OptionalInt.of(from),
                        Map.of(REPORT, Set.of("a"), KeyObjectWriter.FORM, Set.of("a")));
        assertThat(written).extracting(OutgoingObject::kind).contains(ResultKinds.REPORT);
        assertThat(written.stream().anyMatch(one -> one.kind().equals(ResultKinds.KEY_OBJECT)))
                .isEqualTo(selected);
    }

    @Test
    void nothingIsSelectedUnlessConfigured() throws Exception {
        assertThat(written(OptionalInt.empty(), Map.of(KeyObjectWriter.FORM, Set.of("a"))))
                .isEmpty();
    }

    private static List<String> selected(Attributes keyObject) {
        List<String> classes = new ArrayList<>();
        for (Attributes item : keyObject.getSequence(Tag.ContentSequence)) {
            if (item.contains(Tag.ReferencedSOPSequence)) {
                classes.add(
                        item.getString(Tag.ValueType)
                                + " "
                                + item.getSequence(Tag.ReferencedSOPSequence)
                                        .get(0)
                                        .getString(Tag.ReferencedSOPInstanceUID));
            }
        }
        return classes;
    }

    private static List<String> evidence(Attributes keyObject) {
        return keyObject.getSequence(Tag.CurrentRequestedProcedureEvidenceSequence).stream()
                .flatMap(study -> study.getSequence(Tag.ReferencedSeriesSequence).stream())
                .flatMap(series -> series.getSequence(Tag.ReferencedSOPSequence).stream())
                .map(item -> item.getString(Tag.ReferencedSOPInstanceUID))
                .toList();
    }

    @Test
    void imageReportAndHeatmapAreSelectedAndAmongTheEvidence() throws Exception {
        Map<ResultForm, Set<String>> others =
                Map.of(REPORT, Set.of("a", "b"), HeatmapWriter.FORM, Set.of("a"));
        Attributes keyObject = keyObject(others, "a");
        List<OutgoingObject> written = written(OptionalInt.empty(), others).stream().toList();
        assertThat(selected(keyObject))
                .containsExactly(
                        "IMAGE 2.25.101",
                        "COMPOSITE " + written.get(0).ref().sopInstanceUid(),
                        "IMAGE " + written.get(1).ref().sopInstanceUid());
        assertThat(evidence(keyObject))
                .containsExactlyInAnyOrder(
                        "2.25.101",
                        written.get(0).ref().sopInstanceUid(),
                        written.get(1).ref().sopInstanceUid());
        Attributes title = keyObject.getSequence(Tag.ConceptNameCodeSequence).get(0);
        assertThat(title.getString(Tag.CodeValue)).isEqualTo("113000");
        assertThat(title.getString(Tag.CodingSchemeDesignator)).isEqualTo("DCM");
        assertThat(keyObject.toString(1 << 14, 1 << 14))
                .contains(
                        "9 of 18 (90 %: 7 to 11)", Result.RESEARCH_USE, "selected from 9 on. With");
    }

    @Test
    void whatOneOfItsDestinationsDoesNotGetIsNotSelected() throws Exception {
        Map<ResultForm, Set<String>> others =
                Map.of(REPORT, Set.of("a", "b"), HeatmapWriter.FORM, Set.of("a"));
        assertThat(selected(keyObject(others, "a", "b")))
                .hasSize(2)
                .allMatch(one -> one.startsWith("COMPOSITE") || one.endsWith(" 2.25.101"));
        assertThat(selected(keyObject(others, "c"))).containsExactly("IMAGE 2.25.101");
    }

    @Test
    void aRepeatedAttemptGivesTheSameObject() throws Exception {
        assertThat(keyObject(Map.of(), "a")).isEqualTo(keyObject(Map.of(), "a"));
    }
}
