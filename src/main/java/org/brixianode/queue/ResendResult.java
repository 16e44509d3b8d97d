package org.brixianode.queue;

import java.util.List;
import org.brixianode.study.OutgoingObject;

/**
 * The result of resending one job's result objects.
 *
 * @param due objects that are due now
 * @param sending objects that are being sent, which are unchanged
 * @param missing objects whose file no longer exists
 * @param known number of all result objects of the job
 */
public record ResendResult(
        List<OutgoingObject> due,
        List<OutgoingObject> sending,
        List<OutgoingObject> missing,
        int known) {

    public ResendResult {
        due = List.copyOf(due);
        sending = List.copyOf(sending);
        missing = List.copyOf(missing);
    }
}
