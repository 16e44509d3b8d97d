package org.brixianode.node;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.brixianode.config.NodeConfig;
import org.brixianode.ops.audit.AuditNames;
import org.brixianode.pipeline.PipelineConfig;
import org.brixianode.receive.ReceiveConfig;
import org.brixianode.receive.StoreScp;
import org.brixianode.send.Courier;
import org.brixianode.send.Destination;
import org.brixianode.send.Sender;
import org.brixianode.web.access.Access;

/**
 * The configuration that is in force: that of the start, with the values of the last reload that
 * need no restart. Passes these to the parts of the node.
 */
final class LiveParts implements Reload.Target {

    private final SelfWatch watch;
    private final Map<String, AuditNames.Peer> peers;
    private volatile NodeConfig current;
    private Optional<Sender> sender = Optional.empty();
    private Optional<StoreScp> reception = Optional.empty();
    private Optional<Access> access = Optional.empty();

    LiveParts(NodeConfig started, SelfWatch watch) {
        this.current = started;
        this.watch = watch;
        this.peers = new ConcurrentHashMap<>(AuditTrails.peers(started));
    }

    NodeConfig current() {
        return current;
    }

    /** The destinations by name, for audit messages; those of deliveries under way are kept. */
    Map<String, AuditNames.Peer> peers() {
        return peers;
    }

    synchronized void add(Sender part) {
        sender = Optional.of(part);
    }

    synchronized void add(StoreScp part) {
        reception = Optional.of(part);
    }

    synchronized void add(Access part) {
        access = Optional.of(part);
    }

    Supplier<Courier> courier(Destination destination) {
        return () -> watch.watched(Couriers.of(current, destination));
    }

    @Override
    public synchronized void apply(NodeConfig previous, NodeConfig fresh) {
        NodeConfig next = merged(current, fresh);
        peers.putAll(AuditTrails.peers(next));
        current = next;
        reception.ifPresent(part -> part.reload(next.receive()));
        watch.reload(next);
        sender.ifPresent(part -> replaceDestinations(part, previous, next));
        if (fresh.web().access().isLocal() == next.web().access().isLocal()) {
            access.ifPresent(part -> part.replaceUsers(fresh.web().access().users()));
        }
    }

    private void replaceDestinations(Sender part, NodeConfig previous, NodeConfig next) {
        Set<String> removed = new HashSet<>();
        previous.destinations().stream()
                .filter(one -> !next.destinations().contains(one))
                .forEach(one -> removed.add(one.name()));
        List<Supplier<Courier>> added =
                next.destinations().stream()
                        .filter(one -> !previous.destinations().contains(one))
                        .map(this::courier)
                        .toList();
        part.replace(removed, added);
    }

    private static NodeConfig merged(NodeConfig old, NodeConfig fresh) {
        return new NodeConfig(
                merged(old.receive(), fresh.receive()),
                old.storage(),
                old.queue(),
                old.pixels(),
                old.score(),
                old.report(),
                merged(old.pipeline(), fresh.pipeline()),
                old.send(),
                old.dimse(),
                old.intake(),
                old.web(),
                fresh.watch().withIntervalOf(old.watch()),
                old.notifications(),
                old.audit(),
                old.log(),
                fresh.destinations(),
                old.writers());
    }

    private static ReceiveConfig merged(ReceiveConfig old, ReceiveConfig fresh) {
        return new ReceiveConfig(
                old.aeTitle(),
                old.bindAddress(),
                old.port(),
                fresh.acceptedCallers(),
                old.keptClasses(),
                old.associations(),
                old.maxPduBytes(),
                old.maxObjectBytes(),
                old.timeouts(),
                fresh.disk(),
                old.spool(),
                old.tls());
    }

    private static PipelineConfig merged(PipelineConfig old, PipelineConfig fresh) {
        return new PipelineConfig(
                old.width(),
                old.workers(),
                old.batch(),
                old.retry(),
                old.poll(),
                old.decodedBytes(),
                old.results(),
                fresh.routes());
    }
}
