package org.brixianode.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.EventListener;
import org.brixianode.ops.NodeEvent;

/** Associations of senders that this node has rejected lately. Thread-safe. */
public final class Rejections implements EventListener {

    private record Rejected(Instant at, NodeEvent.AssociationRejected event) {}

    /** How long a rejection counts. */
    static final Duration MEMORY = Duration.ofMinutes(10);

    private static final int MAX_REMEMBERED = 1000;

    private final Deque<Rejected> latest = new ArrayDeque<>();

    @Override
    public synchronized void on(Instant at, NodeEvent event) {
        if (event instanceof NodeEvent.AssociationRejected rejected) {
            if (latest.size() >= MAX_REMEMBERED) {
                latest.removeFirst();
            }
            latest.addLast(new Rejected(at, rejected));
        }
    }

    /** The alarm, if there was a rejection. */
    synchronized List<Finding> check(Instant now) {
        latest.removeIf(one -> one.at().isBefore(now.minus(MEMORY)) || one.at().isAfter(now));
        if (latest.isEmpty()) {
            return List.of();
        }
        NodeEvent.AssociationRejected last = latest.getLast().event();
        return List.of(
                Finding.ofNode(
                        AlarmKind.SENDERS_REJECTED,
                        latest.getFirst().at(),
                        "associations were rejected in the last 10 minutes: %s. The last: AE title %s at %s called %s"
                                .formatted(
                                        reasons(), last.caller(), last.address(), last.called())));
    }

    private String reasons() {
        Map<NodeEvent.Rejection, Long> counts = new EnumMap<>(NodeEvent.Rejection.class);
        latest.forEach(one -> counts.merge(one.event().reason(), one.event().count(), Long::sum));
        return counts.entrySet().stream()
                .map(one -> one.getValue() + " " + text(one.getKey()))
                .collect(Collectors.joining("; "));
    }

    private static String text(NodeEvent.Rejection reason) {
        return switch (reason) {
            case CALLED_TITLE -> "called an AE title that is not this node's";
            case CALLING_TITLE -> "from an AE title that dicom.accepted-callers does not list";
            case NO_CAPACITY -> "for lack of disk space or of free associations";
            case OTHER -> "malformed";
        };
    }
}
