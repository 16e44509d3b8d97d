package org.brixianode.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.brixianode.testkit.ContentTree.child;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.report.sr.RefusalReport;
import org.brixianode.report.sr.RejectionNote;
import org.brixianode.report.sr.SrForm;
import org.brixianode.study.Acquisition;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.RejectionReason;
import org.brixianode.study.ScoringRun;
import org.brixianode.testkit.ReportFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RejectionNoteTest {

    /** In summer time, unlike the time of the results. */
    private static final Acquisition JULY =
            new Acquisition(Optional.empty(), Optional.of(LocalDateTime.of(2025, 7, 1, 10, 0)));

    @TempDir private Path folder;

    private Attributes note(ReceivedInstance source, List<InstanceRef> rejected) throws Exception {
        RejectionRequest request =
                new RejectionRequest(
                        RejectionNote.FORM,
                        source,
                        JULY,
                        RejectionReason.CORRECTED_HEADER,
                        rejected,
                        "pacs",
                        ReportFixtures.SCORED_AT,
                        ScoringRun.ofNode(2));
        return ReportFixtures.read(
                ReportFixtures.STAGE.write(request, ReportFixtures.MODEL, folder).file());
    }

    /** PS3.3 C.12.1.1.8: it applies to Study Time, which both have copied. */
    @Test
    void theOffsetFromUtcIsThatOfTheRejectedResults() throws Exception {
        ReceivedInstance source = ReportFixtures.source(folder, header -> {});
        RefusalRequest refusal =
                new RefusalRequest(
                        source,
                        Optional.empty(),
                        JULY,
                        "no lungs",
                        ReportFixtures.SCORED_AT,
                        ScoringRun.ofNode(1),
                        Set.of(RefusalReport.form(SrForm.COMPREHENSIVE)));
        OutgoingObject rejected =
                ReportFixtures.STAGE.write(refusal, ReportFixtures.MODEL, folder).get(0);
        Attributes note = note(source, List.of(rejected.ref()));
        Attributes result = ReportFixtures.read(rejected.file());
        assertThat(note.getString(Tag.TimezoneOffsetFromUTC)).isEqualTo("+0200");
        for (int tag :
                new int[] {
                    Tag.TimezoneOffsetFromUTC, Tag.ContentDate, Tag.ContentTime, Tag.StudyTime
                }) {
            assertThat(note.getString(tag)).isEqualTo(result.getString(tag));
        }
    }

    @Test
    void imagesAreReferredToAsImagesAndOtherResultsAsComposites() throws Exception {
        ReceivedInstance source = ReportFixtures.source(folder, header -> {});
        List<OutgoingObject> results =
                ReportFixtures.STAGE.write(
                        ReportFixtures.forAll(ReportFixtures.request(source)),
                        folder.resolve("results"));
        Attributes note = note(source, results.stream().map(OutgoingObject::ref).toList());
        assertThat(child(note, "113012").getString(Tag.TextValue))
                .startsWith("The image was sent again with a corrected header.");
        List<String> types =
                note.getSequence(Tag.ContentSequence).stream()
                        .filter(item -> item.contains(Tag.ReferencedSOPSequence))
                        .map(item -> item.getString(Tag.ValueType))
                        .toList();
        assertThat(types).hasSameSizeAs(results);
        for (int i = 0; i < types.size(); i++) {
            boolean image = ReportFixtures.read(results.get(i).file()).contains(Tag.Rows);
            assertThat(types.get(i)).isEqualTo(image ? "IMAGE" : "COMPOSITE");
        }
    }
}
