package org.brixianode.pixels;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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

    private SiteWords site = SiteWords.NONE;

    @Test
    void aFrontalChestIsAccepted() {
        assertAccepted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AP",
                "PA",
                "pa",
                "AP SUPINE",
                "PA_ERECT",
                "PORTABLE",
                "POSTEROANTERIOR",
                "ANTEROPOSTERIOR",
                "POSTERO_ANTERIOR",
                "PA CHEST",
                "CHEST PA",
                "AP SEMI-ERECT",
                "STANDING PA",
                "P.A.",
                "P A",
                "PA L",
                "AP BILATERAL",
                "AP AXIAL",
                "DECUBITO SUPINO",
                "DECUBITUS DORSAL",
                "FACE",
                "DE FACE",
                "P.A. IM STEHEN",
                "\u6b63\u9762",
                "PA\0"
            })
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
        "lat., lateral",
        "L, lateral",
        "L.L., lateral",
        "LAT_1, lateral",
        "LATEROLATERAL, lateral",
        "latero-lateral, lateral",
        "CHEST-LATERAL, lateral",
        "PROFIL GAUCHE, lateral",
        "AP LATERAL DECUBITUS, decubitus",
        "OBLICUA, oblique",
        "LORDOTIC, special",
        "SWIMMERS, special"
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

    @ParameterizedTest
    @CsvSource({
        "399173006, SCT, left lateral",
        "399173006, SCT, seitlich von links",
        "R-10236, SRT, vue de cote",
        "000000, SCT, left lateral",
        "000000, dcm, left posterior oblique"
    })
    void otherViewCodesAreRefused(String code, String scheme, String meaning) {
        DicomObjects.code(header, Tag.ViewCodeSequence, code, scheme, meaning);
        assertRefused("view " + meaning + ", not frontal");
    }

    /** A private code is what its site makes of it; an empty one says nothing. */
    @ParameterizedTest
    @CsvSource({
        "PA, 99SITE, PA",
        "V1, 99SITE, Thorax stehend",
        "LAT, 99SITE, PA AND LATERAL",
        "'', SCT, ''",
        "'', '', ''",
        "000000, SCT, a view of another edition"
    })
    void anUnknownViewCodeLeavesItToTheViewPosition(String code, String scheme, String meaning) {
        DicomObjects.code(header, Tag.ViewCodeSequence, code, scheme, meaning);
        assertAccepted();
        header.setString(Tag.ViewPosition, VR.CS, "LL");
        assertRefused("lateral view (View Position LL)");
    }

    @Test
    void aPrivateViewCodeCountsWithoutAViewPosition() {
        DicomObjects.code(header, Tag.ViewCodeSequence, "V2", "99SITE", "Thorax lateral");
        header.setNull(Tag.ViewPosition, VR.CS);
        assertRefused("view Thorax lateral, not frontal");
    }

    @Test
    void aLateralBodyPartIsRefusedUnlessItNamesTheWholeStudy() {
        header.setNull(Tag.ViewPosition, VR.CS);
        header.remove(Tag.ViewCodeSequence);
        header.setString(Tag.BodyPartExamined, VR.CS, "CHEST_LAT");
        assertRefused("lateral view (Body Part CHEST_LAT)");
        header.setString(Tag.BodyPartExamined, VR.CS, "CHESTLAT");
        assertRefused("lateral view (Body Part CHESTLAT)");
        header.setString(Tag.BodyPartExamined, VR.CS, "CHEST PA/LAT");
        assertAccepted();
        header.setString(Tag.BodyPartExamined, VR.CS, "CHEST L");
        assertAccepted();
    }

    @Test
    void whatTheHeaderDoesNotStateIsAccepted() {
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
    @ValueSource(
            strings = {
                "CHEST",
                "THORAX",
                "LUNG",
                "chest",
                "PORT CHEST",
                "TORACE",
                "CHESTPA",
                "POITRINE",
                "TORAX",
                "T\u00d3RAX",
                "PULMON",
                "CHEST_PORT",
                "CHEST 2 VIEWS",
                "CHEST,PA",
                "THORAX DE FACE",
                "TORAX DE PIE",
                "Brustkorb",
                "BRYSTKASSE",
                "RX 12",
                "HEART"
            })
    void chestsAreAccepted(String part) {
        header.setString(Tag.BodyPartExamined, VR.CS, part);
        assertAccepted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HAND",
                "ABDOMEN",
                "TSPINE",
                "RIBS",
                "CHESTABDPELVIS",
                "hand",
                "LT_HAND",
                "T-SPINE",
                "SKULL AP",
                "CHEST/ABDOMEN",
                "CHESTABDOMEN",
                "ABD SUPINE",
                "CRANEO",
                "FACE",
                "MUNECA",
                "Kn\u00efe",
                "HAND\0"
            })
    void otherBodyPartsAreRefused(String part) {
        header.setSpecificCharacterSet("ISO_IR 100");
        header.setBytes(Tag.BodyPartExamined, VR.CS, part.getBytes(ISO_8859_1));
        String quoted = part.replace("\0", "").replaceAll("[^ -~]", "?");
        assertRefused("body part " + quoted + ", not chest");
    }

    @ParameterizedTest
    @CsvSource({
        "85562004, SCT, Hand",
        "85562004, SCT, Mano derecha",
        "T-D8700, 99SDM, Hand",
        "T-D8700, SNM3, main",
        "000000, SRT, Right hand"
    })
    void otherRegionsAreRefused(String code, String scheme, String meaning) {
        DicomObjects.code(header, Tag.AnatomicRegionSequence, code, scheme, meaning);
        assertRefused("body part " + meaning + ", not chest");
    }

    @ParameterizedTest
    @CsvSource({
        "CH, 99SITE, Chest",
        "17, 99SITE, Chest and hand",
        "'', '', ''",
        "'', SCT, Chest",
        "000000, SCT, Thoracic wall",
        "51185008, SCT, Thorax"
    })
    void anUnknownRegionLeavesItToTheBodyPart(String code, String scheme, String meaning) {
        DicomObjects.code(header, Tag.AnatomicRegionSequence, code, scheme, meaning);
        assertAccepted();
        header.setString(Tag.BodyPartExamined, VR.CS, "HAND");
        assertRefused("body part HAND, not chest");
    }

    @Test
    void aPrivateRegionCodeCountsWithoutABodyPart() {
        DicomObjects.code(header, Tag.AnatomicRegionSequence, "17", "99SITE", "Hand");
        header.setString(Tag.BodyPartExamined, VR.CS, "UNKNOWN");
        assertRefused("body part Hand, not chest");
    }

    @Test
    void anAccentIsReadByTheObjectsCharacterSet() {
        header.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100");
        header.setBytes(Tag.BodyPartExamined, VR.CS, "CR\u00c2NE".getBytes(ISO_8859_1));
        assertRefused("body part CR?NE, not chest");
    }

    @Test
    void theSitesWordsWinOverTheBuiltIn() {
        header.setString(Tag.ViewPosition, VR.CS, "PA + LAT");
        header.setString(Tag.BodyPartExamined, VR.CS, "THX/RIBS 1");
        site =
                new SiteWords(
                        List.of("thx ribs"), List.of("PA/LAT"), List.of("inspection", "room 4"));
        assertAccepted();
        header.setString(Tag.BodyPartExamined, VR.CS, "CHEST ROOM 5");
        assertAccepted();
        header.setString(Tag.BodyPartExamined, VR.CS, "CHEST ROOM 4");
        assertRefused("body part CHEST ROOM 4, not scored at this site");
        header.setString(Tag.BodyPartExamined, VR.CS, "CHEST");
        DicomObjects.code(header, Tag.ViewCodeSequence, "I", "99SITE", "Inspection view");
        assertRefused("view Inspection view, not scored at this site");
    }

    @Test
    void aWordOfTheSiteMustSaySomething() {
        assertThatThrownBy(() -> new SiteWords(List.of(), List.of("-"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("frontal-words has the entry '-', which has no letter or digit");
    }

    @Test
    void nothingIsRefusedForItsMereForm() {
        header.setString(Tag.Modality, VR.CS, "dx\0");
        header.setString(Tag.PhotometricInterpretation, VR.CS, " Monochrome2 \0");
        header.setString(Tag.PatientOrientation, VR.CS, "l ", "f ");
        header.setString(Tag.ImageType, VR.CS, "derived", "SECONDARY", "");
        header.setString(Tag.PresentationIntentType, VR.CS, "for processing");
        header.setString(Tag.BurnedInAnnotation, VR.CS, "YES");
        header.setString(Tag.ImageLaterality, VR.CS, "L");
        header.setString(Tag.StudyDescription, VR.LO, "Hand lateral");
        header.setString(Tag.SeriesDescription, VR.LO, "Hand lateral");
        assertAccepted();
        header.setNull(Tag.Modality, VR.CS);
        assertAccepted();
        header.setString(Tag.PatientOrientation, VR.CS, "a", "f");
        assertRefused("patient orientation A\\F, not a frontal view");
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
        header.setString(Tag.ImageType, VR.CS, "DERIVED", "PRIMARY", "bone");
        assertRefused("image type BONE, not a plain radiograph");
    }

    @Test
    void anObjectWithoutAStudyIsRefused() {
        header.remove(Tag.StudyInstanceUID);
        assertRefused("no Study Instance UID, so a result would have no study");
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
        header.setString(Tag.BodyPartExamined, VR.CS, "HAND \u001b[31m" + "X".repeat(90));
        assertThatThrownBy(() -> Acceptance.check(header, site))
                .satisfies(e -> assertThat(e.getMessage()).matches("[ -~]{1,90}"));
    }

    private void assertAccepted() {
        assertThatCode(() -> Acceptance.check(header, site)).doesNotThrowAnyException();
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> Acceptance.check(header, site))
                .isInstanceOf(NotScorable.class)
                .hasMessage(reason);
    }
}
