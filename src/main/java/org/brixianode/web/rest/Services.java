package org.brixianode.web.rest;

import java.time.Clock;
import java.time.ZoneId;
import org.brixianode.queue.QueueDatabase;

/**
 * What the REST interface needs of the node.
 *
 * @param zone in which a day begins
 */
public record Services(QueueDatabase database, ZoneId zone, Clock clock) {}
