package org.brixianode.node;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.brixianode.api.DestinationInfo;
import org.brixianode.api.ReachabilityInfo;
import org.brixianode.config.NodeConfig;
import org.brixianode.dicom.NodeIdentity;
import org.brixianode.pipeline.Route;
import org.brixianode.priors.PriorsConfig;
import org.brixianode.queue.PurgedJob;
import org.brixianode.report.capture.HeatmapFiles;
import org.brixianode.score.Scorer;
import org.brixianode.send.Courier;
import org.brixianode.send.Destination;
import org.brixianode.send.Endpoint;
import org.brixianode.send.Reachability;
import org.brixianode.study.ResultForm;
import org.brixianode.watch.Contacts;
import org.brixianode.web.rest.NodeView;

/** The running node, as the REST interface shows it. */
final class RunningNode implements NodeView {

    /** Pictures that are decoded at once; each takes some ten megabytes. */
    private static final int MAX_PICTURES = 2;

    /** What the REST interface causes in the node. */
    record Effects(Runnable jobsDue, Runnable deliveriesDue, Janitor janitor) {}

    private final Supplier<NodeConfig> config;
    private final IntSupplier port;
    private final Scorer scorer;
    private final Effects effects;
    private final Clock clock;
    private final Instant startedAt;
    private final Contacts contacts;
    private final Semaphore pictures = new Semaphore(MAX_PICTURES);

    /**
     * @param config gives the configuration that is in force
     * @param port port of reception
     * @param contacts what deliveries and tests have shown of the destinations
     */
    RunningNode(
            Supplier<NodeConfig> config,
            IntSupplier port,
            Scorer scorer,
            Effects effects,
            Contacts contacts,
            Clock clock) {
        this.config = config;
        this.port = port;
        this.scorer = scorer;
        this.effects = effects;
        this.contacts = contacts;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    @Override
    public NodeInfo node() {
        return new NodeInfo(
                config.get().receive().aeTitle().toString(),
                port.getAsInt(),
                NodeIdentity.release(),
                startedAt,
                config.get().queue().nodeName());
    }

    @Override
    public IntakeInfo intake() {
        Optional<IntakeState> state;
        try {
            state = IntakeState.read(config.get().storage().folder());
        } catch (IOException e) {
            state = Optional.empty();
        }
        return state.map(
                        one ->
                                new IntakeInfo(
                                        one.kind().name(),
                                        Optional.of(one.checkedAt()),
                                        one.since(),
                                        one.reason()))
                .orElseGet(
                        () ->
                                new IntakeInfo(
                                        "UNKNOWN",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()));
    }

    @Override
    public DiskInfo disk() throws IOException {
        FileStore store = Files.getFileStore(config.get().storage().folder());
        return new DiskInfo(
                store.getUsableSpace(),
                store.getTotalSpace(),
                config.get().receive().disk().softBytes(),
                config.get().receive().disk().hardBytes());
    }

    @Override
    public ModelInfo model() {
        return new ModelInfo(
                scorer.identity().id(),
                scorer.identity().version(),
                scorer.deviceName(),
                scorer.identity().digest(),
                scorer.card());
    }

    @Override
    public List<DestinationInfo> destinations() {
        return config.get().destinations().stream().map(this::info).toList();
    }

    private DestinationInfo info(Destination destination) {
        Optional<Route> route =
                config.get().pipeline().routes().stream()
                        .filter(one -> one.destination().equals(destination.name()))
                        .findFirst();
        Endpoint endpoint = destination.endpoint();
        return new DestinationInfo(
                destination.name(),
                new DestinationInfo.Address(
                        endpoint.protocol(),
                        endpoint.aeTitle(),
                        endpoint.url(),
                        endpoint.host(),
                        endpoint.port()),
                route.map(RunningNode::results).orElse(List.of()),
                object -> route.map(one -> one.wants(object)).orElse(false),
                caller -> route.map(one -> one.takesResultsOf(caller)).orElse(false));
    }

    private static List<String> results(Route route) {
        return route.results().stream()
                .map(ResultForm::kind)
                .map(kind -> kind.label())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public Optional<ReachabilityInfo> reachability(String destination) {
        return contacts.last(destination)
                .map(
                        last ->
                                new ReachabilityInfo(
                                        last.state(), last.message(), last.at(), last.took()));
    }

    @Override
    public ReachabilityInfo echo(String destination) throws InterruptedException {
        Destination wanted =
                config.get().destinations().stream()
                        .filter(one -> one.name().equals(destination))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "no destination " + destination));
        try (Courier courier = Couriers.of(config.get(), wanted)) {
            Reachability found = courier.reach();
            WatchedCourier.record(contacts, destination, found);
            return new ReachabilityInfo(
                    found.state().name(),
                    found.message(),
                    clock.instant(),
                    Optional.of(found.took()));
        }
    }

    @Override
    public Optional<byte[]> heatmap(Path file, OptionalInt width) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        pictures.acquireUninterruptibly();
        try {
            return HeatmapFiles.png(file, width);
        } finally {
            pictures.release();
        }
    }

    @Override
    public String statusText(int status) {
        return StatusTexts.of(status);
    }

    @Override
    public Optional<Duration> priorsWait() {
        return config.get().priors().search().map(PriorsConfig::longestWait);
    }

    @Override
    public void jobsDue() {
        effects.jobsDue().run();
    }

    @Override
    public void deliveriesDue() {
        effects.deliveriesDue().run();
    }

    @Override
    public void deleteFiles(PurgedJob job) {
        effects.janitor().delete(job);
    }
}
