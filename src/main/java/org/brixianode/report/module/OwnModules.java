package org.brixianode.report.module;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.NodeIdentity;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ModelIdentity;

/**
 * The modules that describe the node: Series (PS3.3 C.7.3.1, C.17.1), General and Enhanced General
 * Equipment (C.7.5.1, C.7.5.2), SOP Common (C.12.1).
 */
final class OwnModules {

    private static final int SERIAL_NUMBER_LENGTH = 16;
    private static final String PRIVATE_SCHEME_NAME = "Brixia Node concepts";

    static void write(Result result, SeriesHead series, InstanceRef ref, Attributes target) {
        series(result, series, ref, target);
        equipment(result, target);
        sopCommon(result, ref, target);
        contributingEquipment(result, target);
    }

    private static void series(
            Result result, SeriesHead series, InstanceRef ref, Attributes target) {
        target.setString(Tag.Modality, VR.CS, series.modality());
        target.setString(Tag.SeriesInstanceUID, VR.UI, ref.seriesUid());
        target.setInt(Tag.SeriesNumber, VR.IS, series.number());
        target.setString(Tag.SeriesDescription, VR.LO, series.description());
        target.setInt(Tag.InstanceNumber, VR.IS, series.instanceNumber());
        target.setString(Tag.ContentDate, VR.DA, result.time().date());
        target.setString(Tag.ContentTime, VR.TM, result.time().time());
    }

    /** The node and its release. */
    private static void equipment(Result result, Attributes target) {
        result.institution()
                .ifPresentOrElse(
                        name -> target.setString(Tag.InstitutionName, VR.LO, name),
                        () -> result.source().copy(target, Tag.InstitutionName, VR.LO));
        target.setString(Tag.Manufacturer, VR.LO, NodeIdentity.MANUFACTURER);
        target.setString(Tag.ManufacturerModelName, VR.LO, NodeIdentity.MODEL_NAME);
        target.setString(Tag.SoftwareVersions, VR.LO, Texts.longString(NodeIdentity.release()));
        deviceUid(result, target);
        String digest = result.sheet().model().digest();
        target.setString(
                Tag.DeviceSerialNumber,
                VR.LO,
                digest.substring(0, Math.min(digest.length(), SERIAL_NUMBER_LENGTH)));
    }

    private static void deviceUid(Result result, Attributes target) {
        target.setString(
                Tag.DeviceUID, VR.UI, NodeIdentity.deviceUid(result.sheet().model().digest()));
    }

    private static void sopCommon(Result result, InstanceRef ref, Attributes target) {
        target.setString(Tag.SOPClassUID, VR.UI, ref.sopClassUid());
        target.setString(Tag.SOPInstanceUID, VR.UI, ref.sopInstanceUid());
        target.setString(Tag.InstanceCreationDate, VR.DA, result.time().date());
        target.setString(Tag.InstanceCreationTime, VR.TM, result.time().time());
        target.setString(Tag.TimezoneOffsetFromUTC, VR.SH, result.time().offset());
        target.setString(Tag.ContentQualification, VR.CS, "RESEARCH");
    }

    /** PS3.3 C.12.1.1.5: the model that scored the image, as TID 4019 of the report names it. */
    private static void contributingEquipment(Result result, Attributes target) {
        Attributes item = new Attributes();
        target.newSequence(Tag.ContributingEquipmentSequence, 1).add(item);
        Codes.PROCESSING_EQUIPMENT.writeTo(item, Tag.PurposeOfReferenceCodeSequence);
        ModelIdentity model = result.sheet().model();
        item.setString(Tag.Manufacturer, VR.LO, NodeIdentity.MANUFACTURER);
        item.setString(
                Tag.ManufacturerModelName, VR.LO, Texts.longString(Wording.algorithm(model)));
        item.setString(Tag.SoftwareVersions, VR.LO, Texts.longString(model.version()));
        deviceUid(result, item);
        item.setString(
                Tag.ContributionDateTime,
                VR.DT,
                result.time().date() + result.time().time() + result.time().offset());
        item.setString(
                Tag.ContributionDescription,
                VR.ST,
                "Brixia score by model " + model + ". " + Result.RESEARCH_USE);
    }

    /** Coding Scheme Identification (PS3.3 C.12.1.1.7) of the codes that no standard defines. */
    static void privateCodingScheme(Attributes target) {
        Attributes item = new Attributes();
        target.newSequence(Tag.CodingSchemeIdentificationSequence, 1).add(item);
        item.setString(Tag.CodingSchemeDesignator, VR.SH, Codes.PRIVATE_SCHEME);
        item.setString(Tag.CodingSchemeName, VR.ST, PRIVATE_SCHEME_NAME);
        item.setString(Tag.CodingSchemeResponsibleOrganization, VR.ST, NodeIdentity.MANUFACTURER);
    }

    private OwnModules() {}
}
