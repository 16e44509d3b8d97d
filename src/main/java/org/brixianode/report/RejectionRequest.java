package org.brixianode.report;

import java.time.Instant;
import java.util.List;
import org.brixianode.study.Acquisition;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.RejectionReason;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ScoringRun;

/**
 * A request to write the note that tells a destination to reject results.
 *
 * @param form the form of the note
 * @param source the image with the content of which the results are
 * @param acquisition patient and time of that content
 * @param reason why they are rejected
 * @param rejected the results, in the study of the source
 * @param destination name of the destination
 * @param at time of the note; the same instant gives the same bytes
 * @param run the scoring run of the later content; another run gives another UID
 */
public record RejectionRequest(
        ResultForm form,
        ReceivedInstance source,
        Acquisition acquisition,
        RejectionReason reason,
        List<InstanceRef> rejected,
        String destination,
        Instant at,
        ScoringRun run) {

    /** Copies the list. */
    public RejectionRequest {
        rejected = List.copyOf(rejected);
    }
}
