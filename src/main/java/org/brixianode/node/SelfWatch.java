package org.brixianode.node;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.brixianode.config.NodeConfig;
import org.brixianode.dicom.DimseStatus;
import org.brixianode.dicom.NodeIdentity;
import org.brixianode.dicom.StorageClasses;
import org.brixianode.ops.AlarmBoard;
import org.brixianode.ops.EventBus;
import org.brixianode.ops.Health;
import org.brixianode.ops.metrics.Metrics;
import org.brixianode.ops.metrics.NodeMetrics;
import org.brixianode.ops.notify.Notifier;
import org.brixianode.pipeline.Pipeline;
import org.brixianode.pipeline.PipelineState;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.receive.ReceiveConfig;
import org.brixianode.receive.StoreScp;
import org.brixianode.score.Scorer;
import org.brixianode.send.Courier;
import org.brixianode.send.Destination;
import org.brixianode.send.Sender;
import org.brixianode.study.ModelIdentity;
import org.brixianode.watch.Contacts;
import org.brixianode.watch.MissedPriors;
import org.brixianode.watch.Rejections;
import org.brixianode.watch.Watch;
import org.brixianode.watch.WatchConfig;
import org.brixianode.watch.WatchedNode;

/**
 * Joins the node's parts with those that watch them: alarms, metrics, health. Made before the
 * parts, which report to it; {@link #start started} after them.
 */
final class SelfWatch implements AutoCloseable {

    /** The pipeline replaces an ended thread within a third of the lease. */
    private static final int CHECKS_PER_LEASE = 3;

    private static final Duration REPLACEMENT_MARGIN = Duration.ofSeconds(30);

    /**
     * The parts that are watched.
     *
     * @param stores key stores and trust stores in use
     */
    record Parts(
            QueueDatabase database,
            Pipeline pipeline,
            Sender sender,
            StoreScp reception,
            Scorer scorer,
            Supplier<List<WatchedNode.Store>> stores) {}

    private final NodeConfig config;
    private final Clock clock;
    private final AlarmBoard board;
    private final NodeMetrics metrics;
    private final Contacts contacts;
    private final Rejections rejections;
    private final MissedPriors missedPriors = new MissedPriors();
    private final Notifier notifier;
    private final DestinationEcho echo;
    private volatile WatchConfig thresholds;
    private volatile List<Destination> destinations;
    private volatile ReceiveConfig.DiskMarks marks;
    private Optional<Watch> watch = Optional.empty();

    SelfWatch(NodeConfig config, EventBus events, Clock clock) {
        this.config = config;
        this.clock = clock;
        board = new AlarmBoard(events, clock);
        metrics = new NodeMetrics(board, clock);
        contacts = new Contacts(clock);
        rejections = new Rejections();
        thresholds = config.watch();
        destinations = config.destinations();
        marks = config.receive().disk();
        metrics.expectStatuses(Arrays.stream(DimseStatus.values()).map(DimseStatus::code).toList());
        notifier =
                new Notifier(
                        config.notifications(), config.receive().aeTitle().value(), board, clock);
        echo =
                new DestinationEcho(
                        () -> destinations,
                        one -> Couriers.of(config, one),
                        contacts,
                        () -> thresholds.echoInterval(),
                        clock);
        events.subscribe("metrics", metrics);
        events.subscribe("notifications", notifier);
        events.subscribe("rejected associations", rejections);
    }

    AlarmBoard board() {
        return board;
    }

    Contacts contacts() {
        return contacts;
    }

    Measured measured() {
        return new Measured(metrics, clock);
    }

    Metrics metrics() {
        return metrics;
    }

    Courier watched(Courier courier) {
        return new WatchedCourier(courier, contacts, metrics);
    }

    /** A C-STORE request was answered. */
    void stored(int status, Duration took) {
        metrics.stored(status, took);
    }

    /** An image is scored before all of its earlier radiographs in the PACS were there. */
    void missedPriors(String reason) {
        missedPriors.add(clock.instant(), reason);
    }

    /**
     * Replaces the thresholds, disk marks and destinations, which take effect at the next check.
     */
    void reload(NodeConfig fresh) {
        thresholds = fresh.watch();
        destinations = fresh.destinations();
        marks = fresh.receive().disk();
    }

    /** Begins to watch the parts. */
    void start(Parts parts) {
        describe(parts);
        notifier.start();
        FigureReader figures =
                new FigureReader(
                        parts.database(),
                        config.storage().folder(),
                        this::targets,
                        contacts,
                        clock);
        Watch started =
                new Watch(
                        () -> thresholds,
                        watchedNode(parts),
                        parts.database(),
                        board,
                        clock,
                        () -> figures.read().ifPresent(metrics::update));
        started.start();
        watch = Optional.of(started);
        contacts.whenReached(parts.sender()::reachedByTest);
        echo.start(config.watch().interval());
    }

    private void describe(Parts parts) {
        ModelIdentity model = parts.scorer().identity();
        metrics.describe(
                NodeIdentity.release(),
                config.receive().aeTitle().value(),
                model.id(),
                model.version(),
                parts.scorer().deviceName());
        metrics.gauge("jobs.claimed", "Jobs in work here", parts.pipeline()::claimedCount);
        metrics.gauge(
                "associations.open",
                "Open associations of senders",
                () -> parts.reception().isAccepting() ? parts.reception().openAssociations() : 0);
        metrics.gauge(
                "database.connections",
                "Connections to the database",
                () -> parts.database().poolUse().active(),
                "state",
                "active");
        metrics.gauge(
                "database.connections",
                "Connections to the database",
                () -> parts.database().poolUse().idle(),
                "state",
                "idle");
        metrics.gauge(
                "database.connections.limit",
                "Greatest number of connections to the database",
                () -> parts.database().poolUse().max());
        metrics.gauge(
                "database.connections.awaited",
                "Threads that wait for a connection to the database",
                () -> parts.database().poolUse().waiting());
    }

    private List<WatchedNode.Target> targets() {
        return destinations.stream()
                .map(one -> new WatchedNode.Target(one.name(), one.describe()))
                .toList();
    }

    private WatchedNode watchedNode(Parts parts) {
        return new WatchedNode(
                () -> ended(parts),
                config.queue().lease().dividedBy(CHECKS_PER_LEASE).plus(REPLACEMENT_MARGIN),
                () -> progress(parts.pipeline().state()),
                contacts,
                rejections,
                missedPriors,
                this::targets,
                () -> store(config.storage().folder()).getUsableSpace(),
                new WatchedNode.Marks(
                        config.storage().folder(),
                        () -> marks.softBytes(),
                        () -> marks.hardBytes()),
                config.score().modelFolder(),
                parts.stores(),
                StorageClasses.radiographs(),
                config.report().timeZone(),
                System::nanoTime);
    }

    private static FileStore store(Path folder) throws IOException {
        return Files.getFileStore(folder);
    }

    private static WatchedNode.Progress progress(PipelineState state) {
        return new WatchedNode.Progress(state.claimed(), state.lastMoved(), state.lastLook());
    }

    private static List<String> ended(Parts parts) {
        List<String> ended = new ArrayList<>(parts.pipeline().state().endedThreads());
        ended.addAll(parts.sender().endedThreads());
        if (!parts.reception().isAccepting()) {
            ended.add("receive-accept");
        }
        return ended;
    }

    /** Whether the process works. */
    Health live() {
        return watch.map(Watch::live).orElse(List::of);
    }

    /** Whether the node can do its work. */
    Health ready() {
        return watch.map(Watch::ready).orElse(List::of);
    }

    @Override
    public void close() {
        echo.close();
        watch.ifPresent(Watch::close);
        notifier.close();
        metrics.close();
    }
}
