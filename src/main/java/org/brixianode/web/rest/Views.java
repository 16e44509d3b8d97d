package org.brixianode.web.rest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.brixianode.ops.Events;
import org.brixianode.ops.NodeEvent;

/**
 * Publishes that somebody has looked at an image: once an interval for each user, address and
 * image, since a page reads it again at each change. Thread-safe.
 */
final class Views {

    static final Duration INTERVAL = Duration.ofMinutes(10);

    private static final int MAX_VIEWS = 1000;

    private final Events events;
    private final Clock clock;

    /** When the last views were published. */
    private final Map<NodeEvent.ImageViewed, Instant> last =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<NodeEvent.ImageViewed, Instant> eldest) {
                    return size() > MAX_VIEWS;
                }
            };

    Views(Events events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    void viewed(NodeEvent.Operator operator, NodeEvent.Image image) {
        NodeEvent.ImageViewed view = new NodeEvent.ImageViewed(operator, image);
        if (isDue(view)) {
            events.publish(view);
        }
    }

    private synchronized boolean isDue(NodeEvent.ImageViewed view) {
        Instant now = clock.instant();
        Instant before = last.get(view);
        boolean due = before == null || !now.isBefore(before.plus(INTERVAL));
        if (due) {
            last.put(view, now);
        }
        return due;
    }
}
