package org.brixianode.queue;

import org.brixianode.study.OutgoingObject;

/**
 * A delivery to be queued.
 *
 * @param object the object to send
 * @param destination name of the destination in the configuration
 * @param isLatestOnly whether it takes the place of what the destination was to get of the same
 *     kind from earlier runs of the job and does not have yet
 */
public record PlannedDelivery(OutgoingObject object, String destination, boolean isLatestOnly) {

    /** A delivery beside those of earlier runs. */
    public PlannedDelivery(OutgoingObject object, String destination) {
        this(object, destination, false);
    }
}
