package org.brixianode.send;

import org.brixianode.study.OutgoingObject;

/**
 * One object that is due at one destination.
 *
 * @param id the outbox's number for it
 * @param object what to send
 * @param attempts how often it has been claimed, this time included
 */
public record Delivery(long id, OutgoingObject object, int attempts) {}
