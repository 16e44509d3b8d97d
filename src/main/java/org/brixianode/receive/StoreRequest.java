package org.brixianode.receive;

import java.net.InetAddress;
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
 * The parameters of a C-STORE request (PS3.7 9.1.1.1).
 *
 * @param transferSyntaxUid the transfer syntax accepted for the presentation context
 * @param sender address of the peer; empty for an object found in the spool
 */
record StoreRequest(
        String sopClassUid,
        String sopInstanceUid,
        String transferSyntaxUid,
        AeTitle callingAe,
        AeTitle calledAe,
        Optional<InetAddress> sender) {

    /**
     * @throws Refusal if the SOP Instance UID is invalid, or the SOP class is not that of the
     *     presentation context
     */
    static StoreRequest of(Association association, Presentation context, Attributes command)
            throws Refusal {
        String sopClass = allValues(command, Tag.AffectedSOPClassUID);
        String instance = allValues(command, Tag.AffectedSOPInstanceUID);
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
        // In an association that this node opened for a C-GET, the peer sends.
        boolean isFetched = association.isRequestor();
        return new StoreRequest(
                sopClass,
                instance,
                context.getTransferSyntax(),
                new AeTitle(isFetched ? association.getCalledAET() : association.getCallingAET()),
                new AeTitle(isFetched ? association.getCallingAET() : association.getCalledAET()),
                Optional.ofNullable(association.getSocket().getInetAddress()));
    }

    /**
     * All values joined, so that a multi-valued UID (PS3.7 E.1 requires VM 1) is recognised as
     * invalid.
     */
    private static String allValues(Attributes command, int tag) {
        String[] values = command.getStrings(tag);
        return values == null ? "" : String.join("\\", values);
    }

    /** The file meta information with both AE titles of the association (PS3.10 7.1). */
    Attributes fileMeta() {
        Attributes meta = Part10.fileMeta(sopClassUid, sopInstanceUid, transferSyntaxUid);
        meta.setString(Tag.SourceApplicationEntityTitle, VR.AE, callingAe.value());
        meta.setString(Tag.SendingApplicationEntityTitle, VR.AE, callingAe.value());
        meta.setString(Tag.ReceivingApplicationEntityTitle, VR.AE, calledAe.value());
        return meta;
    }

    /**
     * Compares the data set with the request. Only radiographs must have study and series UIDs:
     * hanging protocols, colour palettes and other objects of PS3.4 GG have none.
     *
     * @throws Refusal if the UIDs differ, or a radiograph has no study or series UID
     */
    InstanceRef check(Part10Names names) throws Refusal {
        requireEqual(names.sopClassUid(), sopClassUid, "SOP Class UID (0008,0016)");
        requireEqual(names.sopInstanceUid(), sopInstanceUid, "SOP Instance UID (0008,0018)");
        return new InstanceRef(
                uid(names.studyUid(), "Study Instance UID (0020,000D)"),
                uid(names.seriesUid(), "Series Instance UID (0020,000E)"),
                sopClassUid,
                sopInstanceUid);
    }

    private static void requireEqual(Optional<String> found, String requested, String name)
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
