package org.brixianode.receive;

import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.internal.pdu.Presentation;
import org.brixianode.dicom.DimseStatus;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.Part10Names;
import org.brixianode.dicom.StorageClasses;
import org.brixianode.study.AeTitle;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Uid;

/**
 * What a C-STORE request says of the object that follows (PS3.7 9.1.1.1).
 *
 * @param transferSyntaxUid the one accepted for its presentation context
 */
record StoreRequest(
        String sopClassUid,
        String sopInstanceUid,
        String transferSyntaxUid,
        AeTitle callingAe,
        AeTitle calledAe) {

    /**
     * @throws Refusal if the instance has no usable UID, or the SOP class is not the context's
     */
    static StoreRequest of(Association association, Presentation context, Attributes command)
            throws Refusal {
        String sopClass = whole(command, Tag.AffectedSOPClassUID);
        String instance = whole(command, Tag.AffectedSOPInstanceUID);
        if (!Uid.isValid(instance)) {
            throw new Refusal(
                    DimseStatus.INVALID_OBJECT_INSTANCE, "Affected SOP Instance UID is not a UID");
        }
        Presentation proposed =
                association.getAAssociateRQ().getPresentationContext(context.getPCID());
        if (!sopClass.equals(proposed.getAbstractSyntax())) {
            throw new Refusal(
                    DimseStatus.SOP_CLASS_NOT_SUPPORTED,
                    "Affected SOP Class UID is not the presentation context's");
        }
        return new StoreRequest(
                sopClass,
                instance,
                context.getTransferSyntax(),
                new AeTitle(association.getCallingAET()),
                new AeTitle(association.getCalledAET()));
    }

    /** With all its values where there are several, which no UID has (PS3.7 E.1, VM 1). */
    private static String whole(Attributes command, int tag) {
        String[] values = command.getStrings(tag);
        return values == null ? "" : String.join("\\", values);
    }

    /** Group 0002 for the file, with both ends of the association (PS3.10 7.1). */
    Attributes fileMeta() {
        Attributes meta = Part10.fileMeta(sopClassUid, sopInstanceUid, transferSyntaxUid);
        meta.setString(Tag.SourceApplicationEntityTitle, VR.AE, callingAe.value());
        meta.setString(Tag.SendingApplicationEntityTitle, VR.AE, callingAe.value());
        meta.setString(Tag.ReceivingApplicationEntityTitle, VR.AE, calledAe.value());
        return meta;
    }

    /**
     * Holds the data set against the request. What is never scored need not belong to a study: of
     * hanging protocols, colour palettes and the like the standard asks for none (PS3.4 GG).
     *
     * @throws Refusal if they name different objects, or the data set has no place in a study
     */
    InstanceRef check(Part10Names names) throws Refusal {
        agree(names.sopClassUid(), sopClassUid, "SOP Class UID (0008,0016)");
        agree(names.sopInstanceUid(), sopInstanceUid, "SOP Instance UID (0008,0018)");
        return new InstanceRef(
                uid(names.studyUid(), "Study Instance UID (0020,000D)"),
                uid(names.seriesUid(), "Series Instance UID (0020,000E)"),
                sopClassUid,
                sopInstanceUid);
    }

    private static void agree(Optional<String> found, String requested, String name)
            throws Refusal {
        if (found.isEmpty()) {
            throw new Refusal(
                    DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS, "no " + name + " in data set");
        }
        if (!found.get().equals(requested)) {
            throw new Refusal(
                    DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS,
                    name + " differs from the request's");
        }
    }

    private String uid(Optional<String> found, String name) throws Refusal {
        if (found.isEmpty() && !StorageClasses.isRadiograph(sopClassUid)) {
            return "";
        }
        if (found.isEmpty()) {
            throw new Refusal(DimseStatus.CANNOT_UNDERSTAND, "no " + name + " in data set");
        }
        if (!Uid.isValid(found.get())) {
            throw new Refusal(DimseStatus.CANNOT_UNDERSTAND, name + " is not a UID");
        }
        return found.get();
    }
}
