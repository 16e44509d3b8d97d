package org.brixianode.queue;

/**
 * One claim of one delivery; it alone may end the delivery.
 *
 * @param id the outbox's number for the delivery
 * @param claims how often it has been claimed, this time included
 */
public record DeliveryClaim(long id, int claims) {}
