package org.brixianode.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes each event to every listener, in the order of subscription, on the publisher's thread. The
 * failure of a listener is logged and affects neither the other listeners nor the publisher.
 */
public final class EventBus implements Events {

    private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);

    private static final Duration LOG_INTERVAL = Duration.ofMinutes(5);

    private record Subscription(EventListener listener, OngoingFailure failure) {}

    private final Clock clock;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /**
     * @param clock gives the time of an event
     */
    public EventBus(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param name name for the log, as in "audit trail"
     */
    public void subscribe(String name, EventListener listener) {
        OngoingFailure failure =
                new OngoingFailure(LOG, name + " misses events", LOG_INTERVAL, clock);
        subscriptions.add(new Subscription(listener, failure));
    }

    @Override
    public void publish(NodeEvent event) {
        Instant at = clock.instant();
        for (Subscription subscription : subscriptions) {
            try {
                subscription.listener().on(at, event);
                subscription.failure().recovered();
            } catch (RuntimeException | Error e) {
                subscription.failure().failed(String.valueOf(e), e);
            }
        }
    }
}
