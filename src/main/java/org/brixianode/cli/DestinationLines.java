package org.brixianode.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.brixianode.config.NodeConfig;
import org.brixianode.queue.DeliveryState;
import org.brixianode.queue.DestinationCounts;
import org.brixianode.send.Destination;
import org.brixianode.study.DurationText;

/** Prints the delivery counts of configured destinations and of others with deliveries. */
final class DestinationLines {

    static void print(List<DestinationCounts> counts, NodeConfig node, Instant now) {
        Map<String, DestinationCounts> byName = new TreeMap<>();
        counts.forEach(one -> byName.put(one.destination(), one));
        for (Destination destination : node.destinations()) {
            DestinationCounts known = byName.remove(destination.name());
            System.out.println(
                    "destination "
                            + destination.describe()
                            + ": "
                            + (known == null ? "no deliveries" : text(known, now)));
        }
        byName.values().forEach(one -> System.out.println(unknown(one, now)));
    }

    /** What a destination has committed to is sent too. */
    private static String text(DestinationCounts one, Instant now) {
        return "waiting %d, sending %d, sent %d%s, parked %d%s%s"
                .formatted(
                        one.of(DeliveryState.WAITING),
                        one.of(DeliveryState.SENDING),
                        one.of(DeliveryState.SENT) + one.of(DeliveryState.COMMITTED),
                        committed(one.of(DeliveryState.COMMITTED)),
                        one.of(DeliveryState.PARKED),
                        one.oldestWaiting()
                                .map(since -> "; the oldest waits for " + age(since, now))
                                .orElse(""),
                        one.lastError().map(error -> "; last error" + text(error, now)).orElse(""));
    }

    private static String committed(long count) {
        return count == 0 ? "" : " (%d committed)".formatted(count);
    }

    private static String text(DestinationCounts.LastError error, Instant now) {
        return error.at().map(at -> " " + age(at, now) + " ago").orElse("")
                + ": "
                + JobLines.text(error.text());
    }

    private static String age(Instant since, Instant now) {
        return DurationText.of(Duration.between(since, now));
    }

    private static String unknown(DestinationCounts one, Instant now) {
        String name = JobLines.text(one.destination());
        boolean open = one.unsent() + one.of(DeliveryState.PARKED) > 0;
        return "destination %s (NOT CONFIGURED): %s%s"
                .formatted(
                        name,
                        text(one, now),
                        open
                                ? ". Nothing is sent there: configure it again, or run:"
                                        + " brixia-node jobs discard --destination "
                                        + name
                                : "");
    }

    private DestinationLines() {}
}
