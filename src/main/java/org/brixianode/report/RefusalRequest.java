package org.brixianode.report;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.brixianode.dicom.ObjectHeader;
import org.brixianode.study.Acquisition;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ScoringRun;

/**
 * A request to write the objects that say why an image has no score.
 *
 * @param source the image
 * @param header header of the source as read by decoding; if empty, it is read from the file
 * @param acquisition patient and time of the acquisition
 * @param reason why it has none, for a radiographer
 * @param refusedAt time of the objects; the same instant gives the same bytes
 * @param run the scoring run of the source; another run gives other UIDs
 * @param forms the requested forms; those of results are left out
 */
public record RefusalRequest(
        ReceivedInstance source,
        Optional<ObjectHeader> header,
        Acquisition acquisition,
        String reason,
        Instant refusedAt,
        ScoringRun run,
        Set<ResultForm> forms) {

    /** Copies the set. */
    public RefusalRequest {
        forms = Set.copyOf(forms);
    }
}
