package org.brixianode.queue;

import java.util.List;
import org.brixianode.study.OutgoingObject;

/**
 * What became of one job's result objects when they were to be sent again.
 *
 * @param due are sent now
 * @param sending are currently being sent and stay as they are
 * @param missing have no file any more
 * @param known how many the job has, wanted or not
 */
public record Resent(
        List<OutgoingObject> due,
        List<OutgoingObject> sending,
        List<OutgoingObject> missing,
        int known) {

    public Resent {
        due = List.copyOf(due);
        sending = List.copyOf(sending);
        missing = List.copyOf(missing);
    }
}
