package org.brixianode.node;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.brixianode.ops.Events;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.NodeEvent;
import org.brixianode.receive.Refusals;
import org.brixianode.study.AeTitle;

/**
 * Publishes refused peers as events: the first of a peer and reason at once, then one an interval
 * with the number of those in between, so that a peer that tries again and again does not fill the
 * audit trail.
 */
final class PeerRefusals implements Refusals {

    static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final int MAX_PEERS = 1000;
    private static final int MAX_TITLE = 16;

    private final Events events;
    private final Clock clock;

    /** The peers that were refused last. */
    private final Map<Object, Recent> recent =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Object, Recent> eldest) {
                    return size() > MAX_PEERS;
                }
            };

    private record Recent(Instant published, long since) {}

    private record Rejected(
            AeTitle calling, AeTitle called, NetworkAddress address, NodeEvent.Rejection reason) {}

    PeerRefusals(Events events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void rejected(String calling, String called, InetAddress address, Reason reason) {
        Rejected peer =
                new Rejected(
                        title(calling),
                        title(called),
                        NetworkAddress.of(address),
                        NodeEvent.Rejection.valueOf(reason.name()));
        publish(
                peer,
                count ->
                        new NodeEvent.AssociationRejected(
                                peer.calling(),
                                peer.called(),
                                peer.address(),
                                peer.reason(),
                                count));
    }

    @Override
    public void tlsRefused(InetAddress address) {
        NetworkAddress peer = NetworkAddress.of(address);
        publish(peer, count -> new NodeEvent.TlsRefused(peer, count));
    }

    private void publish(Object peer, LongFunction<NodeEvent> event) {
        long count = due(peer);
        if (count > 0) {
            events.publish(event.apply(count));
        }
    }

    /** Counts one refusal; returns the number to publish, 0 if the interval has not passed. */
    private synchronized long due(Object peer) {
        Instant now = clock.instant();
        Recent last = recent.get(peer);
        if (last != null && now.isBefore(last.published().plus(INTERVAL))) {
            recent.put(peer, new Recent(last.published(), last.since() + 1));
            return 0;
        }
        recent.put(peer, new Recent(now, 0));
        return last == null ? 1 : last.since() + 1;
    }

    /** The title with a question mark for each character that is not allowed in one. */
    private static AeTitle title(String received) {
        String shown =
                received.substring(0, Math.min(received.length(), MAX_TITLE))
                        .replaceAll("[^ -~]|\\\\", "?");
        return new AeTitle(shown.isBlank() ? "?" : shown);
    }
}
