package org.brixianode.queue;

import org.brixianode.study.OutgoingObject;

/**
 * A delivery to be queued.
 *
 * @param object the object to send
 * @param destination name of the destination in the configuration
 */
public record PlannedDelivery(OutgoingObject object, String destination) {}
