package org.brixianode.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.NodeIdentity;
import org.brixianode.dicom.SopClasses;
import org.brixianode.study.Raster;
import org.brixianode.testkit.DicomObjects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AcceptanceTest {

    private final Attributes header =
            DicomObjects.dx("accepted", new Raster(1, 1, new float[1]), 12).header();

    @Test
    void aFrontalChestIsAccepted() {
        assertAccepted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AP", "PA", "pa", "AP SUPINE", "PA_ERECT", "PORTABLE"})
    void frontalViewsAreAccepted(String position) {
        header.setString(Tag.ViewPosition, VR.CS, position);
        assertAccepted();
    }

    @ParameterizedTest
    @CsvSource({
        "LL, lateral",
        "RL, lateral",
        "LATERAL, lateral",
        "XTABLE LATERAL, lateral",
        "LLO, oblique",
        "RAO, oblique",
        "AP LLD, decubitus",
        "SWIMMERS, unknown"
    })
    void otherViewsAreRefused(String position, String kind) {
        header.setString(Tag.ViewPosition, VR.CS, position);
        assertRefused(kind + " view (View Position " + position + ")");
    }

    @ParameterizedTest
    @CsvSource({"399348003, SCT", "R-10206, SRT", "R-10214, SNM3", "272479007, SCT"})
    void frontalViewCodesAreAccepted(String code, String scheme) {
        DicomObjects.code(header, Tag.ViewCodeSequence, code, scheme, "a frontal view");
        assertAccepted();
    }

    @Test
    void otherViewCodesAreRefused() {
        DicomObjects.code(header, Tag.ViewCodeSequence, "399173006", "SCT", "left lateral");
        assertRefused("view left lateral, not frontal");
    }

    @Test
    void whatTheHeaderLeavesOpenIsAccepted() {
        for (int tag :
                new int[] {
                    Tag.ViewPosition,
                    Tag.ViewCodeSequence,
                    Tag.BodyPartExamined,
                    Tag.AnatomicRegionSequence,
                    Tag.PatientOrientation,
                    Tag.ImageType,
                    Tag.SamplesPerPixel
                }) {
            header.remove(tag);
        }
        assertAccepted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHEST", "THORAX", "LUNG", "chest", "PORT CHEST", "TORACE"})
    void chestsAreAccepted(String part) {
        header.setString(Tag.BodyPartExamined, VR.CS, part);
        assertAccepted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HAND", "ABDOMEN", "TSPINE", "RIBS", "CHESTABDPELVIS"})
    void otherBodyPartsAreRefused(String part) {
        header.setString(Tag.BodyPartExamined, VR.CS, part);
        assertRefused("body part " + part + ", not chest");
    }

    @Test
    void otherRegionsAreRefused() {
        DicomObjects.code(header, Tag.AnatomicRegionSequence, "85562004", "SCT", "Hand");
        assertRefused("body part Hand, not chest");
    }

    @ParameterizedTest
    @CsvSource({"A, F", "P, F", "L, A", "L, R", "AL, F"})
    void sideViewsByOrientationAreRefused(String row, String column) {
        header.setString(Tag.PatientOrientation, VR.CS, row, column);
        assertRefused(
                "patient orientation %c\\%c, not a frontal view"
                        .formatted(row.charAt(0), column.charAt(0)));
    }

    @Test
    void otherModalitiesAndClassesAreRefusedTogether() {
        header.setString(Tag.SOPClassUID, VR.UI, SopClasses.SECONDARY_CAPTURE);
        header.setString(Tag.Modality, VR.CS, "OT");
        header.setString(Tag.PhotometricInterpretation, VR.CS, "RGB");
        assertRefused("not a chest radiograph: Secondary Capture Image Storage");
    }

    @Test
    void anythingElseIsRefusedByItsClass() {
        header.setString(Tag.SOPClassUID, VR.UI, "1.2.840.10008.5.1.4.1.1.2");
        assertRefused("not a chest radiograph: CT Image Storage");
    }

    @Test
    void severalFramesAreRefused() {
        header.setString(Tag.NumberOfFrames, VR.IS, "1");
        assertAccepted();
        header.setString(Tag.NumberOfFrames, VR.IS, "12");
        assertRefused("12 frames, not a single image");
    }

    @Test
    void picturesMadeOfRadiographsAreRefused() {
        header.setString(Tag.ImageType, VR.CS, "DERIVED", "PRIMARY", "BONE");
        assertRefused("image type BONE, not a plain radiograph");
    }

    @Test
    void anObjectWithoutAStudyIsRefused() {
        header.remove(Tag.StudyInstanceUID);
        assertRefused("no Study Instance UID, so that a result would belong nowhere");
    }

    @Test
    void ownResultsAreKnownByWhoMadeThem() {
        header.setString(Tag.Manufacturer, VR.LO, NodeIdentity.MANUFACTURER);
        assertRefused("own result");
    }

    @Test
    void ownResultsAreKnownByTheirContributingEquipment() {
        Attributes equipment = new Attributes();
        equipment.setString(Tag.Manufacturer, VR.LO, NodeIdentity.MANUFACTURER);
        equipment.setString(Tag.DeviceUID, VR.UI, "2.25.1");
        header.newSequence(Tag.ContributingEquipmentSequence, 2).add(new Attributes());
        header.getSequence(Tag.ContributingEquipmentSequence).add(equipment);
        header.setString(Tag.Modality, VR.CS, "OT");
        assertRefused("own result");
    }

    @Test
    void aReasonQuotesNothingUnprintable() {
        header.setString(Tag.BodyPartExamined, VR.CS, "H\u001b[31m" + "X".repeat(90));
        assertThatThrownBy(() -> Acceptance.check(header))
                .satisfies(e -> assertThat(e.getMessage()).matches("[ -~]{1,90}"));
    }

    private void assertAccepted() {
        assertThatCode(() -> Acceptance.check(header)).doesNotThrowAnyException();
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> Acceptance.check(header))
                .isInstanceOf(NotScorable.class)
                .hasMessage(reason);
    }
}
