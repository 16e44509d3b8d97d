package org.brixianode.report.module;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
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

    static void write(Provenance from, SeriesHead series, InstanceRef ref, Attributes target) {
        series(from, series, ref, target);
        equipment(from, target);
        sopCommon(from, ref, target);
        contributingEquipment(from, target);
    }

    private static void series(
            Provenance from, SeriesHead series, InstanceRef ref, Attributes target) {
        target.setString(Tag.Modality, VR.CS, series.modality());
        target.setString(Tag.SeriesInstanceUID, VR.UI, ref.seriesUid());
        target.setInt(Tag.SeriesNumber, VR.IS, series.number());
        target.setString(Tag.SeriesDescription, VR.LO, series.description());
        Codes.seriesDescription(ref.sopClassUid())
                .ifPresent(code -> code.writeTo(target, Tag.SeriesDescriptionCodeSequence));
        target.setInt(Tag.InstanceNumber, VR.IS, series.instanceNumber());
        target.setString(Tag.ContentDate, VR.DA, from.time().date());
        target.setString(Tag.ContentTime, VR.TM, from.time().time());
    }

    /** The node and its release. */
    private static void equipment(Provenance from, Attributes target) {
        from.institution()
                .ifPresentOrElse(
                        name -> target.setString(Tag.InstitutionName, VR.LO, name),
                        () -> from.source().copy(target, Tag.InstitutionName, VR.LO));
        target.setString(Tag.Manufacturer, VR.LO, NodeIdentity.MANUFACTURER);
        target.setString(Tag.ManufacturerModelName, VR.LO, NodeIdentity.MODEL_NAME);
        target.setString(Tag.SoftwareVersions, VR.LO, Texts.longString(NodeIdentity.release()));
        deviceUid(from, target);
        String digest = from.model().digest();
        target.setString(
                Tag.DeviceSerialNumber,
                VR.LO,
                digest.substring(0, Math.min(digest.length(), SERIAL_NUMBER_LENGTH)));
    }

    private static void deviceUid(Provenance from, Attributes target) {
        target.setString(Tag.DeviceUID, VR.UI, NodeIdentity.deviceUid(from.model().digest()));
    }

    private static void sopCommon(Provenance from, InstanceRef ref, Attributes target) {
        target.setString(Tag.SOPClassUID, VR.UI, ref.sopClassUid());
        target.setString(Tag.SOPInstanceUID, VR.UI, ref.sopInstanceUid());
        target.setString(Tag.InstanceCreationDate, VR.DA, from.time().date());
        target.setString(Tag.InstanceCreationTime, VR.TM, from.time().time());
        target.setString(Tag.TimezoneOffsetFromUTC, VR.SH, from.time().offset());
        target.setString(Tag.ContentQualification, VR.CS, "RESEARCH");
    }

    /** PS3.3 C.12.1.1.5: the model that scored the image, as TID 4019 of the report names it. */
    private static void contributingEquipment(Provenance from, Attributes target) {
        Attributes item = new Attributes();
        target.newSequence(Tag.ContributingEquipmentSequence, 1).add(item);
        Codes.PROCESSING_EQUIPMENT.writeTo(item, Tag.PurposeOfReferenceCodeSequence);
        ModelIdentity model = from.model();
        item.setString(Tag.Manufacturer, VR.LO, NodeIdentity.MANUFACTURER);
        item.setString(
                Tag.ManufacturerModelName, VR.LO, Texts.longString(Wording.algorithm(model)));
        item.setString(Tag.SoftwareVersions, VR.LO, Texts.longString(model.version()));
        deviceUid(from, item);
        item.setString(
                Tag.ContributionDateTime,
                VR.DT,
                from.time().date() + from.time().time() + from.time().offset());
        item.setString(
                Tag.ContributionDescription,
                VR.ST,
                "Brixia score by model " + model + ". " + Result.RESEARCH_USE);
    }

    /**
     * Coding Scheme Identification (PS3.3 C.12.1.1.7) of the codes that no standard defines, in a
     * complete object that has any.
     */
    static void declarePrivateCodes(Attributes target) {
        if (!hasPrivateCode(target)) {
            return;
        }
        Attributes item = new Attributes();
        target.newSequence(Tag.CodingSchemeIdentificationSequence, 1).add(item);
        item.setString(Tag.CodingSchemeDesignator, VR.SH, Codes.PRIVATE_SCHEME);
        item.setString(Tag.CodingSchemeName, VR.ST, PRIVATE_SCHEME_NAME);
        item.setString(Tag.CodingSchemeResponsibleOrganization, VR.ST, NodeIdentity.MANUFACTURER);
    }

    private static boolean hasPrivateCode(Attributes dataset) {
        for (int tag : dataset.tags()) {
            if (dataset.getValue(tag) instanceof Sequence items
                    && items.stream().anyMatch(OwnModules::isOrHasPrivateCode)) {
                return true;
            }
        }
        return false;
    }

    /** The value is not decoded, since the library would encode one of the source differently. */
    private static boolean isOrHasPrivateCode(Attributes item) {
        return Codes.PRIVATE_SCHEME.equals(item.getValue(Tag.CodingSchemeDesignator))
                || hasPrivateCode(item);
    }

    private OwnModules() {}
}
