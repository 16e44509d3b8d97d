package org.brixianode.queue;

/**
 * Identifies one claim of a delivery; only the holder of the current claim can end the delivery.
 *
 * @param id primary key of the delivery
 * @param claims number of claims, including this one
 */
public record DeliveryClaim(long id, int claims) {}
