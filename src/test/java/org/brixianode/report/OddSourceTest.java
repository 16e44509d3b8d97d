package org.brixianode.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.report.sr.SrForm;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.testkit.OddSources;
import org.brixianode.testkit.ReportFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What results make of a source whose values are not as their VR asks. */
final class OddSourceTest {

    @TempDir private Path folder;

    /** A report and a heatmap. */
    private List<Attributes> results(Consumer<Attributes> change) throws Exception {
        ReceivedInstance source = ReportFixtures.source(folder, change);
        List<Attributes> results = new ArrayList<>();
        for (OutgoingObject object :
                ReportFixtures.STAGE.write(
                        ReportFixtures.request(source, SrForm.COMPREHENSIVE_3D),
                        folder.resolve("out"))) {
            results.add(ReportFixtures.read(object.file()));
        }
        assertThat(results).hasSize(2);
        return results;
    }

    @Test
    void valuesInAnotherFormAreRewritten() throws Exception {
        for (Attributes result : results(OddSources::oldStyle)) {
            assertThat(result.getString(Tag.StudyDate)).isEqualTo("20240102");
            assertThat(result.getString(Tag.StudyTime)).isEqualTo("101112.5");
            assertThat(result.getString(Tag.PatientSex)).isEqualTo("F");
            assertThat(result.getString(Tag.PatientAge)).isEqualTo("084Y");
            assertThat(result.getString(Tag.PatientSize)).isEqualTo("1.75");
            assertThat(result.getString(Tag.PatientName)).isEqualTo("A^B^C^D^E F G");
        }
    }

    @Test
    void whatCannotBeCorrectedIsOmitted() throws Exception {
        for (Attributes result : results(OddSources::oldStyle)) {
            assertThat(result.contains(Tag.PatientBirthDate)).isTrue();
            assertThat(result.getString(Tag.PatientBirthDate)).isNull();
            assertThat(result.contains(Tag.PatientBirthTime)).isFalse();
            assertThat(result.contains(Tag.PatientWeight)).isFalse();
            assertThat(result.contains(Tag.IssuerOfAccessionNumberSequence)).isFalse();
            assertThat(result.contains(Tag.ReferencedStudySequence)).isFalse();
        }
    }

    @Test
    void longTextsAreCutByCharactersAndIdentifiersAreNot() throws Exception {
        for (Attributes result : results(OddSources::oldStyle)) {
            assertThat(result.getString(Tag.InstitutionName)).isEqualTo("\u00fc".repeat(64));
            assertThat(result.getString(Tag.StudyDescription)).startsWith("Chest d").hasSize(64);
            assertThat(result.getString(Tag.ReferringPhysicianName)).isEqualTo("X".repeat(64));
            assertThat(result.getString(Tag.AccessionNumber)).isNull();
            assertThat(result.getString(Tag.StudyID)).isNull();
            assertThat(result.contains(Tag.AdmissionID)).isFalse();
        }
    }

    @Test
    void eachDeidentificationMethodIsAValueOfItsOwn() throws Exception {
        String more = "b".repeat(70);
        for (Attributes result :
                results(
                        header -> {
                            header.setString(Tag.PatientIdentityRemoved, VR.CS, "YES");
                            header.setString(
                                    Tag.DeidentificationMethod, VR.LO, "Basic profile", more, "C");
                        })) {
            assertThat(result.getStrings(Tag.DeidentificationMethod))
                    .containsExactly("Basic profile", "b".repeat(64), "C");
        }
    }

    /** Type 1C: a method or its code, and the code that the source has is none. */
    @Test
    void aDeidentifiedResultHasAMethodIfThatOfTheSourceIsInvalid() throws Exception {
        for (Attributes result :
                results(
                        header -> {
                            header.setString(Tag.PatientIdentityRemoved, VR.CS, "YES");
                            header.setBytes(Tag.DeidentificationMethod, VR.LO, "\t\t".getBytes());
                            OddSources.add(header, Tag.DeidentificationMethodCodeSequence)
                                    .setString(Tag.CodeMeaning, VR.LO, "without a value");
                        })) {
            assertThat(result.contains(Tag.DeidentificationMethodCodeSequence)).isFalse();
            assertThat(result.getString(Tag.DeidentificationMethod))
                    .isEqualTo("Not stated by the image");
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                Tag.ClinicalTrialProtocolName,
                Tag.ClinicalTrialSiteID,
                Tag.ClinicalTrialSiteName,
                Tag.ClinicalTrialTimePointID
            })
    void anInvalidValueOfATrialIsEmptyWhereTheAttributeIsRequired(int tag) throws Exception {
        for (Attributes result :
                results(
                        header -> {
                            OddSources.oldStyle(header);
                            header.setBytes(tag, VR.LO, "\t\t".getBytes());
                        })) {
            assertThat(result.contains(tag)).isTrue();
            assertThat(result.containsValue(tag)).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"'\\ ', ''", "'Chest\\\\PA\\', Chest/PA"})
    void emptyValuesOfATextAreNotJoined(String source, String text) throws Exception {
        for (Attributes result :
                results(h -> h.setBytes(Tag.StudyDescription, VR.LO, source.getBytes()))) {
            assertThat(result.getString(Tag.StudyDescription, "")).isEqualTo(text);
        }
    }

    @Test
    void codesAreWholeOrAbsent() throws Exception {
        for (Attributes result : results(OddSources::oldStyle)) {
            assertThat(result.getSequence(Tag.ProcedureCodeSequence))
                    .satisfiesExactly(
                            code -> {
                                assertThat(code.getString(Tag.LongCodeValue)).hasSize(20);
                                assertThat(code.contains(Tag.CodeValue)).isFalse();
                                assertThat(code.getString(Tag.CodeMeaning)).hasSize(64);
                            },
                            code -> assertThat(code.getString(Tag.CodeMeaning)).isEqualTo("V"));
            assertThat(result.getSequence(Tag.OtherPatientIDsSequence))
                    .singleElement()
                    .satisfies(
                            id -> assertThat(id.getString(Tag.TypeOfPatientID)).isEqualTo("TEXT"));
        }
    }

    /** A result under a shortened Patient ID is filed under another patient than its image. */
    @ParameterizedTest
    @CsvSource({"70, ''", "3, '\\SECOND'"})
    void thePatientIdStaysAsItCame(int length, String more) throws Exception {
        String id = "7".repeat(length) + more;
        for (Attributes result :
                results(
                        header -> {
                            header.setBytes(Tag.PatientID, VR.LO, id.getBytes());
                            header.setString(Tag.IssuerOfPatientID, VR.LO, "I".repeat(66));
                        })) {
            assertThat(new String(result.getBytes(Tag.PatientID)).strip()).isEqualTo(id);
            assertThat(result.getString(Tag.IssuerOfPatientID)).hasSize(66);
        }
    }

    @Test
    void eachGroupOfANameHasItsOwnLength() throws Exception {
        String name = "X".repeat(64) + "=" + "Z".repeat(70) + "=Y";
        for (Attributes result :
                results(header -> header.setString(Tag.PatientName, VR.PN, name))) {
            assertThat(result.getString(Tag.PatientName))
                    .isEqualTo("X".repeat(64) + "=" + "Z".repeat(64) + "=Y");
        }
    }

    @Test
    void aLongNameIsCutInItsCharacterSet() throws Exception {
        for (Attributes result : results(OddSources::longJapaneseName)) {
            assertThat(result.getString(Tag.PatientName)).isEqualTo("\u5c71".repeat(64));
        }
    }

    @Test
    void aLongTextOfNoDeclaredSetIsCutToWhatCanBeRead() throws Exception {
        for (Attributes result : results(OddSources::undeclaredLongText)) {
            assertThat(result.getString(Tag.StudyDescription)).isEqualTo("?" + "d".repeat(63));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "iso_ir 100, ISO_IR 100",
        "ISO-IR 192, ISO_IR 192",
        "UTF-8, ISO_IR 192",
        "ISO2022 IR 100, ISO 2022 IR 100",
        "EBCDIC, "
    })
    void aCharacterSetGoesByItsStandardName(String written, String name) throws Exception {
        for (Attributes result :
                results(
                        header -> {
                            header.setString(Tag.PatientName, VR.PN, "Doe^Jane");
                            header.setString(Tag.SpecificCharacterSet, VR.CS, written);
                        })) {
            assertThat(result.getString(Tag.SpecificCharacterSet)).isEqualTo(name);
            assertThat(result.getString(Tag.PatientName)).isEqualTo("Doe^Jane");
        }
    }

    @Test
    void everyRequestIsReferenced() throws Exception {
        List<Attributes> results =
                results(
                        header -> {
                            header.setNull(Tag.AccessionNumber, VR.SH);
                            request(header, "ACC-A", "1");
                            request(header, "ACC-B", "2");
                            request(header, "ACC-B", "2");
                        });
        assertThat(results.get(0).getSequence(Tag.ReferencedRequestSequence))
                .extracting(
                        item -> item.getString(Tag.AccessionNumber),
                        item -> item.getString(Tag.RequestedProcedureID),
                        item -> item.getString(Tag.FillerOrderNumberImagingServiceRequest),
                        item -> item.getSequence(Tag.RequestedProcedureCodeSequence).size(),
                        item -> item.getString(Tag.StudyInstanceUID))
                .containsExactly(
                        tuple("ACC-A", "1", "F-ACC-A", 1, "2.25.1"),
                        tuple("ACC-B", "2", "F-ACC-B", 1, "2.25.2"));
        assertThat(results.get(1).getSequence(Tag.RequestAttributesSequence))
                .extracting(item -> item.getString(Tag.AccessionNumber))
                .containsExactly("ACC-A", "ACC-B", "ACC-B");
    }

    private static void request(Attributes header, String accession, String id) {
        Attributes item = OddSources.add(header, Tag.RequestAttributesSequence);
        item.setString(Tag.AccessionNumber, VR.SH, accession);
        item.setString(Tag.RequestedProcedureID, VR.SH, id);
        item.setString(Tag.StudyInstanceUID, VR.UI, "2.25." + id);
        item.setString(Tag.FillerOrderNumberImagingServiceRequest, VR.LO, "F-" + accession);
        Attributes code = OddSources.add(item, Tag.RequestedProcedureCodeSequence);
        code.setString(Tag.CodeValue, VR.SH, "CXR" + id);
        code.setString(Tag.CodingSchemeDesignator, VR.SH, "99SITE");
        code.setString(Tag.CodeMeaning, VR.LO, "Chest");
    }

    @ParameterizedTest
    @CsvSource({
        "+0200, 20260310101502-0500, +0200",
        "'', 20260310101502.12-0500, -0500",
        "'', 20260310151502+0000, +0100",
        "+02:00, '', +0200",
        "'', '', +0100"
    })
    void datesAreInTheSourcesZone(String declared, String acquisition, String expected)
            throws Exception {
        for (Attributes result :
                results(
                        header -> {
                            header.setString(Tag.TimezoneOffsetFromUTC, VR.SH, declared);
                            header.setString(Tag.AcquisitionDateTime, VR.DT, acquisition);
                        })) {
            assertThat(result.getString(Tag.TimezoneOffsetFromUTC)).isEqualTo(expected);
        }
    }
}
