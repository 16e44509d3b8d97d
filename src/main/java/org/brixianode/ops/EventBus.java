package org.brixianode.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each event to every listener, in the order in which they subscribed, on the publisher's
 * thread. A listener that fails is logged, keeps no other from the event, and does not disturb the
 * publisher.
 */
public final class EventBus implements Events {

    private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);

    private static final Duration TROUBLE_INTERVAL = Duration.ofMinutes(5);

    private record Subscription(EventListener listener, Trouble trouble) {}

    private final Clock clock;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /**
     * @param clock tells when an event was published
     */
    public EventBus(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param name for the log, as in "audit trail"
     */
    public void subscribe(String name, EventListener listener) {
        Trouble trouble = new Trouble(LOG, name + " misses events", TROUBLE_INTERVAL, clock);
        subscriptions.add(new Subscription(listener, trouble));
    }

    @Override
    public void publish(NodeEvent event) {
        Instant at = clock.instant();
        for (Subscription subscription : subscriptions) {
            try {
                subscription.listener().on(at, event);
                subscription.trouble().over();
            } catch (RuntimeException | Error e) {
                subscription.trouble().failed(String.valueOf(e), e);
            }
        }
    }
}
