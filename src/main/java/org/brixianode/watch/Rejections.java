package org.brixianode.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.EventListener;
import org.brixianode.ops.NodeEvent;

/**
 * Associations and STOW-RS requests of senders that this node has rejected lately, and TLS
 * connections whose certificate it has refused. Thread-safe.
 */
public final class Rejections implements EventListener {

    /**
     * A rejection.
     *
     * @param reason in words, after a count
     * @param sender names the sender
     */
    private record Rejected(Instant at, String reason, long count, String sender) {}

    /** How long a rejection counts. */
    static final Duration MEMORY = Duration.ofMinutes(10);

    private static final int MAX_REMEMBERED = 1000;

    private final Deque<Rejected> latest = new ArrayDeque<>();

    @Override
    public void on(Instant at, NodeEvent event) {
        if (event instanceof NodeEvent.AssociationRejected rejected) {
            String sender =
                    rejected.reason() == NodeEvent.Rejection.TOKEN
                            ? "STOW-RS of " + rejected.address()
                            : "AE title %s at %s called %s"
                                    .formatted(
                                            rejected.caller(),
                                            rejected.address(),
                                            rejected.called());
            add(new Rejected(at, text(rejected.reason()), rejected.count(), sender));
        } else if (event instanceof NodeEvent.TlsRefused refused) {
            String sender =
                    "%s: it sends without TLS, or with a TLS that this node does not accept, or its certificate is refused"
                            .formatted(refused.address());
            add(new Rejected(at, "in the TLS handshake", refused.count(), sender));
        }
    }

    private synchronized void add(Rejected rejected) {
        if (latest.size() >= MAX_REMEMBERED) {
            latest.removeFirst();
        }
        latest.addLast(rejected);
    }

    /** The alarm, if there was a rejection. */
    synchronized List<Finding> check(Instant now) {
        latest.removeIf(one -> one.at().isBefore(now.minus(MEMORY)) || one.at().isAfter(now));
        if (latest.isEmpty()) {
            return List.of();
        }
        return List.of(
                Finding.ofNode(
                        AlarmKind.SENDERS_REJECTED,
                        latest.getFirst().at(),
                        "senders were rejected in the last 10 minutes: %s. The last: %s"
                                .formatted(reasons(), latest.getLast().sender())));
    }

    private String reasons() {
        Map<String, Long> counts = new TreeMap<>();
        latest.forEach(one -> counts.merge(one.reason(), one.count(), Long::sum));
        return counts.entrySet().stream()
                .map(one -> one.getValue() + " " + one.getKey())
                .collect(Collectors.joining("; "));
    }

    private static String text(NodeEvent.Rejection reason) {
        return switch (reason) {
            case CALLED_TITLE -> "called an AE title that is not this node's";
            case CALLING_TITLE -> "from an AE title that dicom.accepted-callers does not list";
            case TOKEN -> "by STOW-RS without a token that stow.senders lists";
            case NO_CAPACITY -> "for lack of disk space or of free associations";
            case OTHER -> "malformed";
        };
    }
}
