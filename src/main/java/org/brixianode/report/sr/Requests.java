package org.brixianode.report.sr;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.report.module.SourceObject;

/**
 * Referenced Request Sequence (PS3.3 C.17.2): one item for each request of the source, so that an
 * exposure for two orders is reported for both.
 */
final class Requests {

    private static final int[] TEXTS = {
        Tag.AccessionNumber,
        Tag.PlacerOrderNumberImagingServiceRequest,
        Tag.FillerOrderNumberImagingServiceRequest,
        Tag.RequestedProcedureID,
        Tag.RequestedProcedureDescription
    };

    /** The attributes that identify a request. */
    private static final int[] NAMES = {
        Tag.AccessionNumber,
        Tag.PlacerOrderNumberImagingServiceRequest,
        Tag.FillerOrderNumberImagingServiceRequest,
        Tag.RequestedProcedureID
    };

    private static final int[] SEQUENCES = {
        Tag.RequestedProcedureCodeSequence,
        Tag.ReferencedStudySequence,
        Tag.OrderPlacerIdentifierSequence,
        Tag.OrderFillerIdentifierSequence
    };

    /** Omitted if the source has no request. */
    static void write(SourceObject source, Attributes target) {
        List<Attributes> requests = source.items(Tag.RequestAttributesSequence);
        if (requests.isEmpty() && source.text(Tag.AccessionNumber).isEmpty()) {
            return;
        }
        Sequence sequence =
                target.newSequence(Tag.ReferencedRequestSequence, Math.max(1, requests.size()));
        if (requests.isEmpty()) {
            sequence.add(item(source));
        }
        Set<List<String>> named = new HashSet<>();
        for (Attributes request : requests) {
            if (named.add(name(request))) {
                Attributes item = item(source);
                sequence.add(item);
                takeOver(request, item);
            }
        }
    }

    /** Removes duplicates: two steps scheduled for one request are two items of the source. */
    private static List<String> name(Attributes request) {
        return Arrays.stream(NAMES)
                .mapToObj(tag -> SourceObject.text(request, tag).orElse(""))
                .toList();
    }

    /** Copies the request of the source; missing type 2 attributes are empty. */
    private static Attributes item(SourceObject source) {
        Attributes item = new Attributes();
        item.setString(Tag.StudyInstanceUID, VR.UI, source.ref().studyUid());
        item.newSequence(Tag.ReferencedStudySequence, 0);
        source.copyOrEmpty(item, Tag.AccessionNumber, VR.SH);
        source.copySequence(item, Tag.IssuerOfAccessionNumberSequence);
        item.setNull(Tag.PlacerOrderNumberImagingServiceRequest, VR.LO);
        item.setNull(Tag.FillerOrderNumberImagingServiceRequest, VR.LO);
        item.setNull(Tag.RequestedProcedureID, VR.SH);
        item.setNull(Tag.RequestedProcedureDescription, VR.LO);
        item.newSequence(Tag.RequestedProcedureCodeSequence, 0);
        return item;
    }

    private static void takeOver(Attributes request, Attributes item) {
        if (SourceObject.text(request, Tag.AccessionNumber).isPresent()) {
            // The issuer of the image's accession number need not be that of this one.
            item.remove(Tag.IssuerOfAccessionNumberSequence);
            SourceObject.copySequence(request, item, Tag.IssuerOfAccessionNumberSequence);
        }
        for (int tag : TEXTS) {
            SourceObject.copyText(request, item, tag, item.getVR(tag));
        }
        for (int tag : SEQUENCES) {
            SourceObject.copySequence(request, item, tag);
        }
        studyOf(request).ifPresent(uid -> item.setString(Tag.StudyInstanceUID, VR.UI, uid));
    }

    /** The study planned for the request may differ from that of the images. */
    private static Optional<String> studyOf(Attributes request) {
        return SourceObject.text(request, Tag.StudyInstanceUID)
                .filter(uid -> uid.matches("(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*))+"))
                .filter(uid -> uid.length() <= 64);
    }

    private Requests() {}
}
