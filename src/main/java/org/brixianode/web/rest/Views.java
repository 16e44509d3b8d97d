package org.brixianode.web.rest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.brixianode.ops.Events;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.TrustedName;

/**
 * Publishes that somebody has looked at an image, or at a list with data of patients: once an
 * interval for each user, address and image or kind of search, since a page reads them again at
 * each change. Thread-safe.
 */
final class Views {

    static final Duration INTERVAL = Duration.ofMinutes(10);

    private static final int MAX_VIEWS = 1000;

    private final Events events;
    private final Clock clock;

    /** When the last views were published. */
    private final Map<NodeEvent, Instant> last =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<NodeEvent, Instant> eldest) {
                    return size() > MAX_VIEWS;
                }
            };

    Views(Events events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    void viewed(NodeEvent.Operator operator, NodeEvent.Image image) {
        publish(new NodeEvent.ImageViewed(operator, image));
    }

    /**
     * @param criteria names of what was searched by; none for a list of all
     */
    void listed(NodeEvent.Operator operator, List<String> criteria) {
        publish(
                new NodeEvent.PatientsListed(
                        operator,
                        new TrustedName(criteria.isEmpty() ? "all" : String.join(",", criteria))));
    }

    private void publish(NodeEvent view) {
        if (isDue(view)) {
            events.publish(view);
        }
    }

    private synchronized boolean isDue(NodeEvent view) {
        Instant now = clock.instant();
        Instant before = last.get(view);
        boolean due = before == null || !now.isBefore(before.plus(INTERVAL));
        if (due) {
            last.put(view, now);
        }
        return due;
    }
}
