package org.brixianode.web.rest;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.function.Predicate;
import org.brixianode.ops.Alarms;
import org.brixianode.ops.Events;
import org.brixianode.ops.Health;
import org.brixianode.ops.NodeEvent;
import org.brixianode.queue.QueueDatabase;

/**
 * What the REST interface needs of the node.
 *
 * @param ready the checks of /health/ready
 * @param events where actions of operators are published
 * @param operator who sent a request
 * @param mayContinue whether a request that lasts may go on
 * @param zone in which a day begins
 */
public record Services(
        QueueDatabase database,
        NodeView node,
        Alarms alarms,
        Health ready,
        Events events,
        Function<Context, NodeEvent.Operator> operator,
        Predicate<Context> mayContinue,
        ZoneId zone,
        Clock clock) {

    Instant now() {
        return clock.instant();
    }

    /** When the present day began. */
    Instant midnight() {
        return startOf(now().atZone(zone).toLocalDate());
    }

    Instant startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
