package org.brixianode.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.NodeIdentity;
import org.brixianode.dicom.SopClasses;
import org.brixianode.report.capture.HeatmapFiles;
import org.brixianode.report.capture.HeatmapWriter;
import org.brixianode.report.registry.StandardResults;
import org.brixianode.report.sr.SrForm;
import org.brixianode.study.FailureReason;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ResultKind;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.StageException;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.ResultKinds;
import org.brixianode.testkit.ScoreSheets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportStageTest {

    @TempDir private Path folder;

    private final ReportStage stage = ReportFixtures.STAGE;

    private ReportRequest request(SrForm... forms) throws Exception {
        return ReportFixtures.request(ReportFixtures.source(folder, header -> {}), forms);
    }

    private Path out() {
        return folder.resolve("results/today");
    }

    @Test
    void writesEveryWantedFormAndOneHeatmap() throws Exception {
        List<OutgoingObject> written = stage.write(request(), out());
        assertThat(written)
                .extracting(object -> object.ref().sopClassUid())
                .containsExactly(
                        SopClasses.COMPREHENSIVE_3D_SR,
                        SopClasses.COMPREHENSIVE_SR,
                        SopClasses.BASIC_TEXT_SR,
                        SopClasses.SECONDARY_CAPTURE);
        assertThat(written)
                .extracting(OutgoingObject::sourceSopInstanceUid)
                .containsOnly("2.25.101");
        for (OutgoingObject object : written) {
            Attributes dataset = ReportFixtures.read(object.file());
            assertThat(dataset.getString(Tag.SOPInstanceUID))
                    .isEqualTo(object.ref().sopInstanceUid());
            assertThat(dataset.getString(Tag.SeriesInstanceUID))
                    .isEqualTo(object.ref().seriesUid());
            assertThat(dataset.getString(Tag.StudyInstanceUID)).isEqualTo("2.25.102");
        }
    }

    @Test
    void writesOnlyRequestedResults() throws Exception {
        assertThat(stage.write(wanting(Map.of(HeatmapWriter.FORM, Set.of("pacs"))), out()))
                .extracting(OutgoingObject::kind)
                .containsExactly(ResultKinds.HEATMAP);
        ResultForm form = SrForm.COMPREHENSIVE.resultForm();
        assertThat(stage.write(wanting(Map.of(form, Set.of("pacs"))), out()))
                .extracting(object -> object.ref().sopClassUid())
                .containsExactly(SopClasses.COMPREHENSIVE_SR);
    }

    @Test
    void writesTheUsualResultsWhereThereIsNoDestination() throws Exception {
        assertThat(stage.write(wanting(Map.of()), out()))
                .extracting(object -> object.ref().sopClassUid())
                .containsExactly(SopClasses.COMPREHENSIVE_3D_SR, SopClasses.SECONDARY_CAPTURE);
    }

    @Test
    void aFormWithoutAWriterParksTheJob() throws Exception {
        ResultForm unknown = new ResultForm(new ResultKind("NOTE"), "TEXT", "1.2.3");
        ReportRequest request = wanting(Map.of(unknown, Set.of("pacs")));
        assertThatThrownBy(() -> stage.write(request, out()))
                .isInstanceOfSatisfying(
                        StageException.class,
                        e -> assertThat(e.reason()).isEqualTo(FailureReason.PARK))
                .hasMessageContaining("NOTE");
    }

    private ReportRequest wanting(Map<ResultForm, Set<String>> receivers) throws Exception {
        return ReportFixtures.with(request(), receivers);
    }

    @Test
    void reportAndHeatmapHaveSeriesOfTheirOwn() throws Exception {
        List<OutgoingObject> written = stage.write(request(), out());
        assertThat(written.stream().map(object -> object.ref().seriesUid()).distinct())
                .hasSize(2)
                .doesNotContain("2.25.103");
        assertThat(written.stream().map(object -> object.ref().sopInstanceUid()).distinct())
                .hasSize(4);
    }

    @Test
    void aRepeatedAttemptWritesTheSameBytes() throws Exception {
        stage.write(request(), folder.resolve("first"));
        stage.write(request(), folder.resolve("second"));
        Map<String, byte[]> first = contents(folder.resolve("first"));
        Map<String, byte[]> second = contents(folder.resolve("second"));
        assertThat(second.keySet()).isEqualTo(first.keySet()).hasSize(4);
        first.forEach((name, bytes) -> assertThat(second.get(name)).isEqualTo(bytes));
    }

    private static Map<String, byte[]> contents(Path folder) throws Exception {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return contents;
    }

    @Test
    void anotherModelNamesOtherObjectsAndAnotherDevice() throws Exception {
        ReportRequest request = request(SrForm.COMPREHENSIVE_3D);
        ScoreSheet sheet = request.sheet();
        ScoreSheet other =
                ScoreSheets.of(
                        new ModelIdentity("bsnet-mini", "1.0.0", "f".repeat(64)),
                        sheet.zones(),
                        sheet.lungs(),
                        sheet.heat(),
                        sheet.alignment(),
                        sheet.remarks());
        OutgoingObject before = stage.write(request, out()).get(0);
        OutgoingObject after =
                stage.write(ReportFixtures.with(request, request.radiograph(), other), out())
                        .get(0);
        assertThat(after.ref().sopInstanceUid()).isNotEqualTo(before.ref().sopInstanceUid());
        assertThat(after.ref().seriesUid()).isNotEqualTo(before.ref().seriesUid());
        assertThat(ReportFixtures.read(after.file()).getString(Tag.DeviceUID))
                .isEqualTo(NodeIdentity.deviceUid("f".repeat(64)))
                .isNotEqualTo(ReportFixtures.read(before.file()).getString(Tag.DeviceUID));
    }

    @Test
    void everyObjectHasManufacturerAndTime() throws Exception {
        for (OutgoingObject object : stage.write(request(), out())) {
            Attributes dataset = ReportFixtures.read(object.file());
            assertThat(dataset.getString(Tag.ContentQualification)).isEqualTo("RESEARCH");
            assertThat(dataset.getString(Tag.ContentDate)).isEqualTo("20260310");
            assertThat(dataset.getString(Tag.ContentTime)).isEqualTo("101605");
            assertThat(dataset.getString(Tag.TimezoneOffsetFromUTC)).isEqualTo("+0100");
            assertThat(dataset.getString(Tag.InstitutionName)).isEqualTo("Test Hospital");
            Attributes equipment = dataset.getNestedDataset(Tag.ContributingEquipmentSequence);
            assertThat(
                            equipment
                                    .getNestedDataset(Tag.PurposeOfReferenceCodeSequence)
                                    .getString(Tag.CodeValue))
                    .isEqualTo("109102");
            assertThat(equipment.getString(Tag.SoftwareVersions)).isEqualTo("1.0.0");
            assertThat(equipment.getString(Tag.DeviceUID))
                    .isEqualTo(NodeIdentity.deviceUid(ReportFixtures.MODEL.digest()));
        }
    }

    @Test
    void theSourcesTimeZoneIsKept() throws Exception {
        ReportRequest request =
                ReportFixtures.request(
                        ReportFixtures.source(
                                folder,
                                header ->
                                        header.setString(
                                                Tag.TimezoneOffsetFromUTC, VR.SH, "-0500")));
        for (OutgoingObject object : stage.write(request, out())) {
            Attributes dataset = ReportFixtures.read(object.file());
            assertThat(dataset.getString(Tag.TimezoneOffsetFromUTC)).isEqualTo("-0500");
            assertThat(dataset.getString(Tag.ContentTime)).isEqualTo("041605");
        }
    }

    @Test
    void missingTypeTwoAttributesBecomeEmpty() throws Exception {
        int[] typeTwo = {
            Tag.PatientName,
            Tag.PatientID,
            Tag.PatientBirthDate,
            Tag.PatientSex,
            Tag.StudyDate,
            Tag.StudyTime,
            Tag.ReferringPhysicianName,
            Tag.StudyID,
            Tag.AccessionNumber
        };
        ReportRequest request =
                ReportFixtures.request(
                        ReportFixtures.source(
                                folder,
                                header -> {
                                    for (int tag : typeTwo) {
                                        header.remove(tag);
                                    }
                                }));
        for (OutgoingObject object : stage.write(request, out())) {
            Attributes dataset = ReportFixtures.read(object.file());
            for (int tag : typeTwo) {
                assertThat(dataset.contains(tag)).as("%08X", tag).isTrue();
                assertThat(dataset.containsValue(tag)).as("%08X", tag).isFalse();
            }
        }
    }

    @Test
    void oddSourceValuesDoNotBreakTheReport() throws Exception {
        String longId = "X".repeat(300);
        ReportRequest request =
                ReportFixtures.request(
                        ReportFixtures.source(
                                folder,
                                header -> {
                                    header.setString(Tag.PatientID, VR.LO, longId);
                                    header.setString(Tag.StudyDate, VR.DA, "2026.03.10");
                                    header.setString(Tag.StudyTime, VR.TM, "quarter past");
                                    header.setString(Tag.AcquisitionDate, VR.DA, "soon");
                                    header.setString(Tag.ViewPosition, VR.CS, "ap oblique?");
                                    header.setString(Tag.Modality, VR.CS, "??");
                                    header.setString(Tag.TimezoneOffsetFromUTC, VR.SH, "+9900");
                                    header.remove(Tag.Rows);
                                }));
        List<OutgoingObject> written = stage.write(request, out());
        assertThat(written).hasSize(4);
        Attributes report = ReportFixtures.read(written.get(0).file());
        assertThat(report.getString(Tag.PatientID)).isEqualTo(longId);
        assertThat(report.getString(Tag.StudyDate)).isEqualTo("20260310");
        assertThat(report.getString(Tag.TimezoneOffsetFromUTC)).isEqualTo("+0100");
    }

    @Test
    void aSourceThatIsGoneParksTheJob() throws Exception {
        ReportRequest request = request();
        Files.delete(request.source().file());
        assertThatThrownBy(() -> stage.write(request, out()))
                .isInstanceOfSatisfying(
                        StageException.class,
                        e -> assertThat(e.reason()).isEqualTo(FailureReason.PARK))
                .hasMessageContaining("2.25.101");
    }

    @Test
    void aFolderThatCannotBeWrittenIsTriedAgain() throws Exception {
        Path notAFolder = Files.writeString(folder.resolve("file"), "in the way");
        ReportRequest request = request();
        assertThatThrownBy(() -> stage.write(request, notAFolder.resolve("below")))
                .isInstanceOfSatisfying(
                        StageException.class,
                        e -> assertThat(e.reason()).isEqualTo(FailureReason.RETRY));
    }

    @Test
    void noIncompleteFileRemains() throws Exception {
        stage.write(request(), out());
        try (Stream<Path> files = Files.list(out())) {
            assertThat(files.toList())
                    .isNotEmpty()
                    .allMatch(file -> file.toString().endsWith(".dcm"));
        }
    }

    @Test
    void thePictureIsAlsoGivenAsPng() throws Exception {
        Path png = folder.resolve("heatmap.png");
        HeatmapFiles.writePng(ReportFixtures.picture(request()), png);
        assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void theInstitutionOfTheConfigurationComesFirst() throws Exception {
        ReportConfig config =
                new ReportConfig(
                        ReportFixtures.CONFIG.timeZone(),
                        Optional.of("Spedali"),
                        .5,
                        Map.of(ResultKinds.REPORT, 1));
        Attributes report =
                ReportFixtures.read(
                        new ReportStage(config, StandardResults.WRITERS)
                                .write(request(), out())
                                .get(0)
                                .file());
        assertThat(report.getString(Tag.InstitutionName)).isEqualTo("Spedali");
        assertThat(report.getInt(Tag.SeriesNumber, 0)).isEqualTo(1);
    }
}
