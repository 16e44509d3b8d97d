package org.brixianode.report.sr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.report.ReportRequest;
import org.brixianode.testkit.ContentTree;
import org.brixianode.testkit.ReportFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Earlier results in the content tree. */
final class EarlierItemsTest {

    @TempDir private Path folder;

    private Attributes report(SrForm form) throws Exception {
        ReportRequest request =
                ReportFixtures.request(ReportFixtures.source(folder, header -> {}), form);
        ReportRequest later = ReportFixtures.with(request, request.run(), ReportFixtures.course(3));
        return ReportFixtures.read(
                ReportFixtures.STAGE.write(later, folder.resolve("out")).get(0).file());
    }

    @ParameterizedTest
    @EnumSource(SrForm.class)
    void everyFormNamesEachEarlierResultTheLatestFirst(SrForm form) throws Exception {
        assertThat(ContentTree.all(report(form), "EARLIER"))
                .extracting(item -> item.getString(Tag.TextValue))
                .satisfiesExactly(
                        text -> assertThat(text).startsWith("Earlier in this study, at 2026-03-10"),
                        text -> assertThat(text).startsWith("Earlier study of 2026-03-08 08:15"),
                        text -> assertThat(text).startsWith("Earlier study of 2026-03-05 08:15"));
    }

    @Test
    void eachHasItsScoresAndTheReportOfTheSameForm() throws Exception {
        Attributes report = report(SrForm.COMPREHENSIVE_3D);

        Attributes second = ContentTree.all(report, "EARLIER").get(1);
        assertThat(ContentTree.all(second, "GLOBAL")).hasSize(1);
        List<String> zones = new ArrayList<>();
        for (String zone : List.of("A", "B", "C", "D", "E", "F")) {
            ContentTree.all(second, "ZONE-" + zone)
                    .forEach(
                            item ->
                                    zones.add(
                                            item.getNestedDataset(Tag.MeasuredValueSequence)
                                                    .getString(Tag.NumericValue)));
        }
        assertThat(zones).containsExactly("2", "2", "3", "0", "1", "2");
        assertThat(ContentTree.all(second, "122075"))
                .extracting(
                        item ->
                                item.getNestedDataset(Tag.ReferencedSOPSequence)
                                        .getString(Tag.ReferencedSOPInstanceUID))
                .containsExactly("2.25.331");
        assertThat(report.getSequence(Tag.PertinentOtherEvidenceSequence)).hasSize(2);
        assertThat(ContentTree.all(report(SrForm.COMPREHENSIVE), "122075")).isEmpty();
    }

    @Test
    void everyZoneAndTheTotalHaveTheChangeAndWhetherItExceedsItsUncertainty() throws Exception {
        Attributes report = report(SrForm.COMPREHENSIVE_3D);

        assertThat(ContentTree.all(report, "ZONE-DIFF")).hasSize(6);
        assertThat(ContentTree.all(report, "GLOBAL-DIFF")).hasSize(1);
        assertThat(ContentTree.all(report, "CHANGE-LIMIT")).hasSize(7);
        assertThat(ContentTree.all(report, "CHANGE-EXCEEDS"))
                .extracting(
                        item ->
                                item.getNestedDataset(Tag.ConceptCodeSequence)
                                        .getString(Tag.CodeMeaning))
                .containsOnly("No")
                .hasSize(7);
    }
}
