package org.brixianode.report.module;

import java.util.List;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.RejectionReason;

/**
 * Results of an earlier content of an image that a destination has and is to reject.
 *
 * @param provenance of the earlier content: the note belongs to its patient and study
 * @param reason why they are rejected
 * @param rejected the results, not empty, all in that study
 * @param destination name of the destination, which has just these
 */
public record Rejection(
        Provenance provenance,
        RejectionReason reason,
        List<InstanceRef> rejected,
        String destination) {

    /** Copies the list. */
    public Rejection {
        rejected = List.copyOf(rejected);
    }
}
