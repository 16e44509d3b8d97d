package org.brixianode.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.NodeIdentity;
import org.brixianode.dicom.SopClasses;
import org.brixianode.report.capture.HeatmapWriter;
import org.brixianode.report.sr.SrForm;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.Zone;
import org.brixianode.testkit.ContentTree;
import org.brixianode.testkit.ReportFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that must be equal in all objects of one result (docs/ihe-ai-results.md). */
final class EqualValuesTest {

    private static final int REPORTS = 9001;
    private static final int ISSUER = Tag.IssuerOfPatientID;

    @TempDir private Path folder;

    private List<Attributes> results(Consumer<Attributes> change) throws Exception {
        List<Attributes> results = new ArrayList<>();
        for (OutgoingObject object :
                ReportFixtures.STAGE.write(
                        ReportFixtures.forAll(
                                ReportFixtures.request(ReportFixtures.source(folder, change))),
                        folder.resolve("out"))) {
            results.add(ReportFixtures.read(object.file()));
        }
        assertThat(results).hasSizeGreaterThan(6);
        return results;
    }

    private static Set<String> distinct(List<Attributes> all, int... tags) {
        return all.stream()
                .map(
                        one -> {
                            StringBuilder values = new StringBuilder();
                            for (int tag : tags) {
                                values.append(one.getString(tag)).append('|');
                            }
                            return values.toString();
                        })
                .collect(Collectors.toSet());
    }

    private static Attributes ofClass(List<Attributes> results, String sopClassUid) {
        return results.stream()
                .filter(one -> sopClassUid.equals(one.getString(Tag.SOPClassUID)))
                .findFirst()
                .orElseThrow();
    }

    /** The texts or UIDs of the content items with a concept. */
    private static Set<String> content(Attributes report, String concept, int valueTag) {
        return ContentTree.all(report, concept).stream()
                .map(item -> item.getString(valueTag))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The model's digest and the node's release decide, not what the results happen to share. */
    @Test
    void theDeviceIsTheNodeWithItsModel() throws Exception {
        String device = NodeIdentity.deviceUid(ReportFixtures.MODEL.digest());
        for (Attributes result : results(header -> {})) {
            assertThat(result.getString(Tag.DeviceUID)).isEqualTo(device);
            assertThat(result.getString(Tag.Manufacturer)).isEqualTo(NodeIdentity.MANUFACTURER);
            assertThat(result.getString(Tag.ManufacturerModelName))
                    .isEqualTo(NodeIdentity.MODEL_NAME);
            assertThat(result.getString(Tag.SoftwareVersions)).isEqualTo(NodeIdentity.release());
            Attributes contributor = result.getNestedDataset(Tag.ContributingEquipmentSequence);
            assertThat(contributor.getString(Tag.DeviceUID)).isEqualTo(device);
            assertThat(contributor.getString(Tag.SoftwareVersions))
                    .isEqualTo(ReportFixtures.MODEL.version());
        }
    }

    @Test
    void theNodeIsThePackagerAndTheModelTheContributor() throws Exception {
        List<Attributes> results = results(header -> {});
        assertThat(
                        distinct(
                                results,
                                Tag.Manufacturer,
                                Tag.ManufacturerModelName,
                                Tag.SoftwareVersions,
                                Tag.DeviceSerialNumber,
                                Tag.DeviceUID))
                .hasSize(1);
        List<Attributes> contributors =
                results.stream()
                        .map(one -> one.getNestedDataset(Tag.ContributingEquipmentSequence))
                        .toList();
        assertThat(
                        distinct(
                                contributors,
                                Tag.ManufacturerModelName,
                                Tag.SoftwareVersions,
                                Tag.DeviceUID))
                .hasSize(1);
        String algorithm = contributors.get(0).getString(Tag.ManufacturerModelName);
        String version = contributors.get(0).getString(Tag.SoftwareVersions);
        assertThat(results.get(0).getString(Tag.ManufacturerModelName)).isNotEqualTo(algorithm);
        for (String report : List.of(SopClasses.COMPREHENSIVE_3D_SR, SopClasses.COMPREHENSIVE_SR)) {
            Attributes sr = ofClass(results, report);
            assertThat(content(sr, "111001", Tag.TextValue)).containsExactly(algorithm);
            assertThat(content(sr, "111003", Tag.TextValue)).containsExactly(version);
        }
        for (Attributes segment :
                ofClass(results, SopClasses.SEGMENTATION).getSequence(Tag.SegmentSequence)) {
            assertThat(segment.getString(Tag.SegmentAlgorithmName)).isEqualTo(algorithm);
            Attributes identified =
                    segment.getNestedDataset(Tag.SegmentationAlgorithmIdentificationSequence);
            assertThat(identified.getString(Tag.AlgorithmName)).isEqualTo(algorithm);
            assertThat(identified.getString(Tag.AlgorithmVersion)).isEqualTo(version);
        }
    }

    /** PS3.3 C.7.3.1: attributes of the series, not of the object. */
    @Test
    void theObjectsOfASeriesDescribeItAlike() throws Exception {
        Map<String, List<Attributes>> series =
                results(header -> {}).stream()
                        .collect(
                                Collectors.groupingBy(one -> one.getString(Tag.SeriesInstanceUID)));
        series.forEach(
                (uid, objects) -> {
                    assertThat(
                                    distinct(
                                            objects,
                                            Tag.Modality,
                                            Tag.SeriesNumber,
                                            Tag.SeriesDescription))
                            .hasSize(1);
                    assertThat(
                                    objects.stream()
                                            .map(
                                                    one ->
                                                            one.getNestedDataset(
                                                                    Tag
                                                                            .SeriesDescriptionCodeSequence))
                                            .distinct())
                            .hasSize(1);
                });
        assertThat(series.values()).anyMatch(objects -> objects.size() == SrForm.values().length);
    }

    /** PS3.3 C.12.1.1.7. */
    @Test
    void thePrivateCodingSchemeIsDeclaredOnceWhereItIsUsed() throws Exception {
        List<String> without = new ArrayList<>();
        for (Attributes result : results(header -> {})) {
            Sequence schemes = result.getSequence(Tag.CodingSchemeIdentificationSequence);
            if (schemes == null) {
                assertThat(result.toString(10_000, 200)).doesNotContain("99BRIXIA");
                without.add(result.getString(Tag.SOPClassUID));
            } else {
                assertThat(schemes).hasSize(1);
                assertThat(schemes.get(0).getString(Tag.CodingSchemeDesignator))
                        .isEqualTo("99BRIXIA");
            }
        }
        assertThat(without)
                .containsExactlyInAnyOrder(
                        SopClasses.BASIC_TEXT_SR,
                        SopClasses.SEGMENTATION,
                        SopClasses.GRAYSCALE_PRESENTATION_STATE,
                        SopClasses.ENCAPSULATED_PDF,
                        SopClasses.KEY_OBJECT_SELECTION);
    }

    @Test
    void theZonesHaveOneTrackingIdentifierInAllObjects() throws Exception {
        List<Attributes> results = results(header -> {});
        Attributes sr = ofClass(results, SopClasses.COMPREHENSIVE_3D_SR);
        Set<String> uids = content(sr, "112040", Tag.UID);
        Set<String> texts = content(sr, "112039", Tag.TextValue);
        assertThat(uids).hasSize(7);
        Sequence segments =
                ofClass(results, SopClasses.SEGMENTATION).getSequence(Tag.SegmentSequence);
        // The first two segments are the lungs, of which the report has one group for both.
        assertThat(segments).hasSize(2 + Zone.values().length);
        for (Attributes zone : segments.subList(2, segments.size())) {
            assertThat(uids).contains(zone.getString(Tag.TrackingUID));
            assertThat(texts).contains(zone.getString(Tag.TrackingID));
        }
    }

    /** A reader of either finds the other. */
    @Test
    void reportAndHeatmapReferToEachOther() throws Exception {
        List<Attributes> results = results(header -> {});
        Attributes heatmap = ofClass(results, SopClasses.SECONDARY_CAPTURE);
        Set<String> reports = new TreeSet<>();
        for (Attributes report : results) {
            if (report.getInt(Tag.SeriesNumber, 0) == REPORTS) {
                reports.add(report.getString(Tag.SOPInstanceUID));
                assertThat(illustrations(report))
                        .containsExactly(heatmap.getString(Tag.SOPInstanceUID));
                assertThat(report.toString(1 << 16, 1 << 10))
                        .as("evidence with the heatmap's series")
                        .contains(heatmap.getString(Tag.SeriesInstanceUID));
            }
        }
        assertThat(reports).hasSize(3);
        assertThat(
                        heatmap.getSequence(Tag.ReferencedInstanceSequence).stream()
                                .map(item -> item.getString(Tag.ReferencedSOPInstanceUID)))
                .containsExactlyInAnyOrderElementsOf(reports);
    }

    private static List<String> illustrations(Attributes report) {
        return report.getSequence(Tag.ContentSequence).stream()
                .filter(item -> item.contains(Tag.ReferencedSOPSequence))
                .map(item -> item.getNestedDataset(Tag.ReferencedSOPSequence))
                .map(sop -> sop.getString(Tag.ReferencedSOPInstanceUID))
                .toList();
    }

    /** Nobody is referred to an object that his archive does not have. */
    @Test
    void whatADestinationDoesNotGetIsNotReferredTo() throws Exception {
        ReportRequest request =
                ReportFixtures.with(
                        ReportFixtures.request(ReportFixtures.source(folder, header -> {})),
                        Map.of(
                                SrForm.COMPREHENSIVE_3D.resultForm(),
                                Set.of("a", "b"),
                                HeatmapWriter.FORM,
                                Set.of("a")));
        List<OutgoingObject> written = ReportFixtures.STAGE.write(request, folder.resolve("two"));
        Attributes report = ReportFixtures.read(written.get(0).file());
        Attributes heatmap = ReportFixtures.read(written.get(1).file());
        assertThat(illustrations(report)).as("b gets no heatmap").isEmpty();
        assertThat(
                        heatmap.getNestedDataset(Tag.ReferencedInstanceSequence)
                                .getString(Tag.ReferencedSOPInstanceUID))
                .isEqualTo(report.getString(Tag.SOPInstanceUID));
    }

    /** Patient, study and accession number are those of the source, not only of each other. */
    @Test
    void patientStudyAndAccessionNumberAreThoseOfTheSource() throws Exception {
        Attributes source = ReportFixtures.sourceHeader();
        for (Attributes result : results(header -> header.setString(ISSUER, VR.LO, "HOSPITAL"))) {
            for (int tag :
                    List.of(
                            Tag.PatientID,
                            Tag.PatientName,
                            Tag.PatientBirthDate,
                            Tag.PatientSex,
                            Tag.StudyInstanceUID,
                            Tag.StudyDate,
                            Tag.StudyTime,
                            Tag.AccessionNumber)) {
                assertThat(result.getString(tag))
                        .as("%08X", tag)
                        .isNotEmpty()
                        .isEqualTo(source.getString(tag));
            }
            assertThat(result.getString(ISSUER)).isEqualTo("HOSPITAL");
        }
    }

    @Test
    void patientStudyAndTimeAreTheSame() throws Exception {
        List<Attributes> results = results(header -> {});
        assertThat(
                        distinct(
                                results,
                                Tag.PatientID,
                                Tag.PatientName,
                                Tag.PatientBirthDate,
                                Tag.PatientSex,
                                Tag.StudyInstanceUID,
                                Tag.StudyDate,
                                Tag.AccessionNumber,
                                Tag.TimezoneOffsetFromUTC,
                                Tag.ContentDate,
                                Tag.ContentTime))
                .hasSize(1);
    }

    @Test
    void trialSubjectAndDeidentificationAreTakenOver() throws Exception {
        List<Attributes> results =
                results(
                        header -> {
                            header.setString(Tag.ClinicalTrialSponsorName, VR.LO, "Sponsor");
                            header.setString(Tag.ClinicalTrialProtocolID, VR.LO, "P-1");
                            header.setString(Tag.ClinicalTrialSubjectID, VR.LO, "S-7");
                            header.setString(Tag.ClinicalTrialTimePointID, VR.LO, "T2");
                            header.setString(Tag.PatientIdentityRemoved, VR.CS, "YES");
                        });
        for (Attributes result : results) {
            assertThat(result.getString(Tag.ClinicalTrialSponsorName)).isEqualTo("Sponsor");
            assertThat(result.getString(Tag.ClinicalTrialProtocolID)).isEqualTo("P-1");
            assertThat(result.contains(Tag.ClinicalTrialSiteID)).as("type 2").isTrue();
            assertThat(result.getString(Tag.ClinicalTrialSubjectID)).isEqualTo("S-7");
            assertThat(result.getString(Tag.ClinicalTrialTimePointID)).isEqualTo("T2");
            assertThat(result.getString(Tag.PatientIdentityRemoved)).isEqualTo("YES");
            assertThat(result.getString(Tag.DeidentificationMethod))
                    .isEqualTo("Not stated by the image");
        }
    }

    /** Parts of the module would make the results invalid. */
    @Test
    void anIncompleteTrialSubjectIsNotTakenOver() throws Exception {
        for (Attributes result :
                results(h -> h.setString(Tag.ClinicalTrialProtocolID, VR.LO, "P-1"))) {
            assertThat(result.contains(Tag.ClinicalTrialProtocolID)).isFalse();
            assertThat(result.contains(Tag.ClinicalTrialSiteID)).isFalse();
            assertThat(result.contains(Tag.PatientIdentityRemoved)).isFalse();
            assertThat(result.contains(Tag.DeidentificationMethod)).isFalse();
        }
    }
}
