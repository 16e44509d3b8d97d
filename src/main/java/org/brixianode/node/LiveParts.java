package org.brixianode.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.brixianode.config.NodeConfig;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.ops.audit.AuditNames;
import org.brixianode.pipeline.PipelineConfig;
import org.brixianode.receive.ReceiveConfig;
import org.brixianode.receive.StoreScp;
import org.brixianode.receive.stow.StowConfig;
import org.brixianode.receive.stow.StowServer;
import org.brixianode.send.Courier;
import org.brixianode.send.Destination;
import org.brixianode.send.Sender;
import org.brixianode.study.StoreFile;
import org.brixianode.watch.WatchedNode;
import org.brixianode.web.WebConfig;
import org.brixianode.web.WebServer;
import org.brixianode.web.access.Access;
import org.brixianode.web.access.AccessConfig;
import org.brixianode.web.access.ServerTls;

/**
 * The configuration that is in force: that of the start, with the values of the last reload that
 * need no restart. Passes these to the parts of the node.
 */
final class LiveParts implements Reload.Target {

    private static final String DICOM = "dicom.tls";
    private static final String WEB = "web.tls";
    private static final String STOW = "stow.tls";

    private final SelfWatch watch;
    private final Map<String, AuditNames.Peer> peers;
    private volatile NodeConfig current;
    private Optional<Sender> sender = Optional.empty();
    private Optional<StoreScp> reception = Optional.empty();
    private Optional<StowServer> stow = Optional.empty();
    private Optional<Access> access = Optional.empty();
    private Optional<WebServer> web = Optional.empty();
    private final Optional<LiveStores> dicomStores;
    private final Optional<LiveStores> webStores;
    private final Optional<LiveStores> stowStores;

    LiveParts(NodeConfig started, SelfWatch watch) {
        this.current = started;
        this.watch = watch;
        this.peers = new ConcurrentHashMap<>(AuditTrails.peers(started));
        this.dicomStores =
                started.receive().tls().map(tls -> new LiveStores(DICOM, files(tls), tls));
        this.webStores =
                started.web().access().tls().map(tls -> new LiveStores(WEB, files(tls), tls));
        this.stowStores =
                started.stow()
                        .flatMap(StowConfig::tls)
                        .map(tls -> new LiveStores(STOW, files(tls), tls));
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

    synchronized void add(StowServer part) {
        stow = Optional.of(part);
    }

    synchronized void add(Access part) {
        access = Optional.of(part);
    }

    synchronized void add(WebServer part) {
        web = Optional.of(part);
    }

    private static List<Path> files(TlsConfig tls) {
        return List.of(tls.keyStore(), tls.trustStore());
    }

    private static List<Path> files(StowConfig.Tls tls) {
        return Stream.concat(Stream.of(tls.keys()), tls.trusted().stream())
                .map(StoreFile::file)
                .toList();
    }

    private static List<Path> files(ServerTls tls) {
        return List.of(tls.keyStore());
    }

    @Override
    public synchronized List<String> renewStores() {
        List<String> renewed = new ArrayList<>();
        if (dicomStores.isPresent() && reception.isPresent()) {
            TlsConfig tls = current.receive().tls().orElseThrow();
            StoreScp server = reception.get();
            if (dicomStores.get().renew(files(tls), tls, () -> server.renewTls(tls))) {
                renewed.add(DICOM);
            }
        }
        if (webStores.isPresent() && web.isPresent()) {
            ServerTls tls = current.web().access().tls().orElseThrow();
            WebServer server = web.get();
            if (webStores.get().renew(files(tls), tls, () -> server.renewTls(tls))) {
                renewed.add(WEB);
            }
        }
        if (stowStores.isPresent() && stow.isPresent()) {
            StowConfig.Tls tls = current.stow().orElseThrow().tls().orElseThrow();
            StowServer server = stow.get();
            if (stowStores.get().renew(files(tls), tls, () -> server.renewTls(tls))) {
                renewed.add(STOW);
            }
        }
        return renewed;
    }

    /** Renews the servers' stores if their files have changed, and gives all stores in use. */
    List<WatchedNode.Store> renewedStores() {
        renewStores();
        return WatchedStores.of(current, current.destinations());
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
        stow.ifPresent(part -> part.reload(next.stow().orElseThrow()));
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
                old.stow().map(one -> fresh.stow().map(one::with).orElse(one)),
                old.storage(),
                old.queue(),
                old.pixels(),
                old.score(),
                old.report(),
                merged(old.pipeline(), fresh.pipeline()),
                old.send(),
                old.dimse(),
                old.intake(),
                merged(old.web(), fresh.web()),
                fresh.watch().withIntervalOf(old.watch()),
                old.notifications(),
                old.audit(),
                old.log(),
                priors(old, fresh),
                fresh.destinations(),
                old.writers());
    }

    /** The node's own AE title, its port and the timeouts are those of the start. */
    private static NodeConfig.Priors priors(NodeConfig old, NodeConfig fresh) {
        return new NodeConfig.Priors(
                fresh.priors().rules(),
                fresh.priors()
                        .search()
                        .map(
                                search ->
                                        search.by(
                                                old.receive().aeTitle(),
                                                old.receive().port(),
                                                old.dimse().limits())));
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
                either(old.tls(), fresh.tls()));
    }

    /** Whether there is TLS at all is decided at the start. */
    private static <T> Optional<T> either(Optional<T> old, Optional<T> fresh) {
        return old.isPresent() && fresh.isPresent() ? fresh : old;
    }

    private static WebConfig merged(WebConfig old, WebConfig fresh) {
        AccessConfig access = old.access();
        return new WebConfig(
                old.enabled(),
                old.bind(),
                old.port(),
                new AccessConfig(
                        access.users(),
                        access.proxy(),
                        access.session(),
                        access.lockOut(),
                        access.hostNames(),
                        access.openMetrics(),
                        either(access.tls(), fresh.access().tls())));
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
