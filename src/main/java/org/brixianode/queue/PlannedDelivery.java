package org.brixianode.queue;

import org.brixianode.study.OutgoingObject;

/**
 * An object for the outbox.
 *
 * @param object what to send
 * @param destination name of the destination, as the configuration gives it
 */
public record PlannedDelivery(OutgoingObject object, String destination) {}
