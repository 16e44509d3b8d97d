package org.brixianode.send.sr;

import java.util.List;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.SequenceItems;

/** Reads the Referenced Request Sequence (PS3.3 C.17.2). */
final class SrRequests {

    /**
     * @param reported the procedure of the report, for requests without a code
     */
    static List<SrRequest> of(Attributes dataset, Optional<SrCode> reported) {
        List<Attributes> items = SequenceItems.of(dataset, Tag.ReferencedRequestSequence);
        return items.isEmpty()
                ? List.of(request(new Attributes(), reported))
                : items.stream().map(item -> request(item, reported)).toList();
    }

    private static SrRequest request(Attributes item, Optional<SrCode> reported) {
        return new SrRequest(
                Items.text(item, Tag.AccessionNumber),
                Items.authority(item, Tag.IssuerOfAccessionNumberSequence),
                Items.text(item, Tag.PlacerOrderNumberImagingServiceRequest),
                Items.authority(item, Tag.OrderPlacerIdentifierSequence),
                Items.text(item, Tag.FillerOrderNumberImagingServiceRequest),
                Items.authority(item, Tag.OrderFillerIdentifierSequence),
                Items.text(item, Tag.RequestedProcedureID),
                Items.code(item, Tag.RequestedProcedureCodeSequence).or(() -> reported),
                Items.text(item, Tag.RequestedProcedureDescription));
    }

    private SrRequests() {}
}
