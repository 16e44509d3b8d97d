package org.brixianode.node;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.brixianode.config.ConfigSource;
import org.brixianode.config.LoadedConfig;
import org.brixianode.config.NodeConfig;
import org.brixianode.ops.AlarmBoard;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.EventBus;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.TrustedName;
import org.brixianode.ops.audit.Audit;
import org.brixianode.pipeline.Pipeline;
import org.brixianode.pipeline.Stages;
import org.brixianode.pixels.DecoderCheck;
import org.brixianode.pixels.PixelStage;
import org.brixianode.priors.PriorsConfig;
import org.brixianode.queue.Commitments;
import org.brixianode.queue.ContentDigests;
import org.brixianode.queue.DeliveryQueue;
import org.brixianode.queue.JobAdmin;
import org.brixianode.queue.JobQueue;
import org.brixianode.queue.JobSearch;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.queue.ResultHistory;
import org.brixianode.receive.FreeSpace;
import org.brixianode.receive.ReceptionFailure;
import org.brixianode.receive.StoreScp;
import org.brixianode.receive.stow.StowConfig;
import org.brixianode.receive.stow.StowServer;
import org.brixianode.report.ReportStage;
import org.brixianode.score.Scorer;
import org.brixianode.send.Sender;
import org.brixianode.study.AeTitle;
import org.brixianode.study.DurationText;
import org.brixianode.study.FailureText;
import org.brixianode.study.PrivateFiles;
import org.brixianode.study.StageException;
import org.brixianode.web.WebFailure;
import org.brixianode.web.WebServer;
import org.brixianode.web.access.Access;
import org.brixianode.web.access.Identity;
import org.brixianode.web.rest.Monitoring;
import org.brixianode.web.rest.ReloadRoutes;
import org.brixianode.web.rest.Reloads;
import org.brixianode.web.rest.Rest;
import org.brixianode.web.rest.Services;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running node.
 *
 * <p>Start: opens the database, puts abandoned jobs and deliveries back, loads the model, starts
 * the sender and the pipeline, and opens the port after them, so that no object is acknowledged
 * before it can be processed; the HTTP server comes last. Stop: closes the HTTP server first, then
 * the port, the pipeline, the sender, the model and the database; every wait is bounded, and work
 * that does not end in time is put back at the next start.
 */
public final class Node implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private final AeTitle title;
    private final Duration stopWait;
    private final EventBus events;
    private final CloseStack closing = new CloseStack();
    private StoreScp scp;
    private JobAdmin admin;
    private DeliveryQueue outbox;
    private QueueOutbox deliveries;
    private StorageCommitments commitments;
    private Pipeline pipeline;
    private PixelStage pixels;
    private Scorer scorer;
    private SelfWatch watch;
    private LiveParts live;
    private Reloads reloads = new NoReloads();
    private Optional<StowServer> stow = Optional.empty();
    private Optional<WebServer> web = Optional.empty();

    @SuppressWarnings("NullAway.Init") // open sets the rest, or start fails
    private Node(AeTitle title, Duration stopWait, Clock clock) {
        this.title = title;
        this.stopWait = stopWait;
        this.events = new EventBus(clock);
        events.subscribe("audit trail", new Audit());
    }

    /**
     * @throws StartFailure naming the step and what to do; everything started before is stopped
     */
    public static Node start(NodeConfig config, Clock clock) throws StartFailure {
        Node node = new Node(config.receive().aeTitle(), config.storage().stopWait(), clock);
        return opened(node, config, clock);
    }

    private static Node opened(Node node, NodeConfig config, Clock clock) throws StartFailure {
        try {
            node.open(config, clock);
            return node;
        } catch (StartFailure | RuntimeException e) {
            node.closing.closeAll(e);
            throw e;
        }
    }

    /**
     * Starts a node whose configuration can be read again.
     *
     * @throws StartFailure naming the step and what to do; everything started before is stopped
     */
    public static Node start(LoadedConfig loaded, ConfigSource source, Clock clock)
            throws StartFailure {
        NodeConfig config = loaded.config();
        Node node = new Node(config.receive().aeTitle(), config.storage().stopWait(), clock);
        node.reloads =
                new Reload(
                        loaded,
                        source,
                        () -> node.live,
                        node.events,
                        result -> node.tell(result),
                        clock);
        return opened(node, config, clock);
    }

    /** A refused configuration is an alarm until one is accepted. */
    private void tell(Reloads.Result result) {
        Optional<String> problem = result.problem();
        if (problem.isPresent()) {
            watch.board()
                    .raise(AlarmKind.CONFIGURATION_NOT_RELOADED, AlarmBoard.NODE, problem.get());
        } else {
            watch.board().clear(AlarmKind.CONFIGURATION_NOT_RELOADED, AlarmBoard.NODE);
        }
    }

    private void open(NodeConfig config, Clock clock) throws StartFailure {
        watch = new SelfWatch(config, events, clock);
        live = new LiveParts(config, watch);
        createFolders(config);
        QueueDatabase database = openDatabase(config);
        closing.add(
                "audit trail",
                AuditTrails.open(config, live.peers(), database, events, watch.board(), clock)
                        ::close);
        JobQueue queue = new JobQueue(database, () -> live.current().priors().rules(), clock);
        admin = new JobAdmin(database);
        outbox = new DeliveryQueue(database);
        putBackAbandoned(queue);
        scorer = openModel(config);

        commitments = commitments(config, database, clock);
        deliveries = new QueueOutbox(outbox, commitments, events, clock);
        Sender sender = sender(config, clock);
        live.add(sender);
        pipeline =
                new Pipeline(
                        config.pipeline(),
                        () -> live.current().pipeline().routes(),
                        stages(config, queue, memory(database), sender),
                        scorer::skipExplanations,
                        new FreeSpaceCheck(
                                config.pipeline().results(),
                                FreeSpace.of(config.pipeline().results()),
                                () -> live.current().receive().disk()),
                        clock);
        Janitor janitor =
                new Janitor(admin, config.storage(), config.pipeline().results(), events, clock);
        StudyIndex index = new StudyIndex(new JobSearch(database));
        index.start();
        closing.add("study index", index::close);
        DeliveryLeases leases = new DeliveryLeases(deliveries);
        leases.start(outbox.lease());
        closing.add("delivery leases", leases::close);
        sender.start();
        closing.add("sender", () -> stopped(sender.stop(stopWait), "sender"));
        pipeline.start();
        closing.add("pipeline", () -> stopped(pipeline.stop(stopWait), "pipeline"));
        janitor.start();
        closing.add("janitor", janitor::close);
        startReception(config, queue, database, clock);
        watch.start(
                new SelfWatch.Parts(database, pipeline, sender, scp, scorer, live::renewedStores));
        closing.add("watch", watch::close);
        startWeb(
                config,
                database,
                new RunningNode.Effects(pipeline::wakeUp, sender::wakeUp, janitor),
                clock);
        events.publish(new NodeEvent.Started(new TrustedName(scorer.identity().toString())));
        LOG.info(
                "{} listens on port {}, model {} on {}",
                config.receive().aeTitle(),
                scp.port(),
                scorer.identity(),
                scorer.deviceName());
    }

    private StorageCommitments commitments(NodeConfig config, QueueDatabase database, Clock clock) {
        return new StorageCommitments(
                new Commitments(database),
                () -> live.current().destinations(),
                new StorageCommitments.Rules(
                        config.send().askAgain(),
                        config.send().backOff().first(),
                        config.send().refusalsBeforeParking()),
                events,
                clock);
    }

    private static void createFolders(NodeConfig config) throws StartFailure {
        try {
            new PrivateFolders(config.storage().folder()).create();
            PrivateFiles.createFolders(config.pipeline().results());
        } catch (IOException e) {
            throw new StartFailure(
                    StartFailure.Step.STORAGE,
                    "cannot use storage.dir = " + config.storage().folder() + ": " + e,
                    e);
        }
    }

    private QueueDatabase openDatabase(NodeConfig config) throws StartFailure {
        try {
            QueueDatabase database = QueueDatabase.open(config.queue());
            closing.add("database", database::close);
            return database;
        } catch (StageException e) {
            throw new StartFailure(StartFailure.Step.DATABASE, FailureText.of(e), e);
        }
    }

    private static void putBackAbandoned(JobQueue queue) throws StartFailure {
        try {
            JobQueue.Requeued requeued = queue.requeueAbandoned();
            if (requeued.jobs() + requeued.deliveries() > 0) {
                LOG.info(
                        "recovered after an unexpected end: {} images and {} deliveries are put"
                                + " back",
                        requeued.jobs(),
                        requeued.deliveries());
            }
        } catch (StageException e) {
            throw new StartFailure(StartFailure.Step.DATABASE, FailureText.of(e), e);
        }
    }

    private Scorer openModel(NodeConfig config) throws StartFailure {
        try {
            Scorer opened = Scorer.open(config.score());
            closing.add("model", opened::close);
            return opened;
        } catch (StageException e) {
            throw new StartFailure(StartFailure.Step.MODEL, FailureText.of(e), e);
        }
    }

    private Stages stages(NodeConfig config, JobQueue queue, ResultHistory memory, Sender sender) {
        Measured measured = watch.measured();
        ReportStage reports = new ReportStage(config.report(), config.writers());
        pixels = new PixelStage(config.pixels());
        return new Stages(
                queue,
                memory,
                measured.decoding(pixels::read),
                measured.scoring(scorer),
                measured.composing(reports::write),
                (request, folder) -> reports.write(request, scorer.identity(), folder),
                pixels::acquisition,
                (request, folder) -> reports.write(request, scorer.identity(), folder),
                sender::wakeUp,
                events);
    }

    private void startReception(
            NodeConfig config, JobQueue queue, QueueDatabase database, Clock clock)
            throws StartFailure {
        IntakeHealth health =
                new IntakeHealth(
                        config.intake(), config.storage().folder(), events, watch.board(), clock);
        events.subscribe("file of the alarms", health.alarmFile());
        IntakeWatch intakeWatch =
                new IntakeWatch(
                        config.intake(), () -> scp.probe(), IntakeWatch.of(database), health);
        QueueIntake intake =
                new QueueIntake(
                        queue,
                        new ContentDigests(database),
                        config.storage().changedObjects()
                                == NodeConfig.ChangedObjects.REISSUE_OR_SUPERSEDE,
                        pipeline::wakeUp,
                        intakeWatch::checkSoon,
                        events,
                        commitments,
                        () -> live.current().priors().search().map(PriorsConfig::longestWait),
                        pixels::look,
                        clock);
        PeerRefusals refusals = new PeerRefusals(events, clock);
        scp =
                new StoreScp(
                        config.receive(),
                        intake,
                        clock,
                        FreeSpace.of(config.receive().spool()),
                        refusals,
                        watch::stored,
                        undecodable());
        live.add(scp);
        try {
            scp.start();
        } catch (ReceptionFailure e) {
            throw new StartFailure(step(e.part()), FailureText.of(e), e);
        } catch (StageException e) {
            throw new StartFailure(StartFailure.Step.DATABASE, FailureText.of(e), e);
        }
        closing.add("reception", () -> stopped(scp.stop(stopWait), "reception"));
        if (config.stow().isPresent()) {
            startStow(config.stow().get(), refusals);
        }
        intakeWatch.start();
        closing.add("intake watch", intakeWatch::stop);
        closing.add("earlier images", earlierImages(database, clock)::close);
    }

    private PriorsPart earlierImages(QueueDatabase database, Clock clock) {
        return PriorsPart.start(
                () -> live.current().priors(),
                database,
                scp,
                pipeline::wakeUp,
                events,
                watch::missedPriors,
                clock);
    }

    private ResultHistory memory(QueueDatabase database) {
        return new ResultHistory(database, () -> live.current().priors().rules().bounds());
    }

    /** The port of STOW-RS; it is closed before that of DIMSE, to whose spool it writes. */
    private void startStow(StowConfig config, PeerRefusals refusals) throws StartFailure {
        StowServer server;
        try {
            server = new StowServer(config, title, scp.files(), refusals);
        } catch (IOException e) {
            throw new StartFailure(StartFailure.Step.TLS, "stow.tls: " + FailureText.of(e), e);
        }
        try {
            server.start();
        } catch (IOException e) {
            throw new StartFailure(StartFailure.Step.PORT, FailureText.of(e), e);
        }
        closing.add("STOW-RS", () -> stopped(server.stop(stopWait), "STOW-RS"));
        live.add(server);
        stow = Optional.of(server);
    }

    /** Transfer syntaxes whose decoder does not work on this machine. */
    private static Set<String> undecodable() {
        List<DecoderCheck.Failure> failures = DecoderCheck.run();
        failures.forEach(failure -> LOG.warn("transfer syntax {}", failure));
        return failures.stream()
                .map(DecoderCheck.Failure::transferSyntaxUid)
                .collect(Collectors.toSet());
    }

    private Sender sender(NodeConfig config, Clock clock) {
        return new Sender(
                config.send(),
                config.destinations().stream().map(live::courier).toList(),
                deliveries,
                clock,
                Math::random);
    }

    private void startWeb(
            NodeConfig config, QueueDatabase database, RunningNode.Effects effects, Clock clock)
            throws StartFailure {
        if (!config.web().enabled()) {
            return;
        }
        Access access = new Access(config.web().access(), events, clock);
        live.add(access);
        Services services =
                new Services(
                        database,
                        new RunningNode(
                                live::current, scp::port, scorer, effects, watch.contacts(), clock),
                        watch.board(),
                        watch.ready(),
                        events,
                        request -> Identity.of(request).operator(),
                        access::mayContinue,
                        config.report().timeZone(),
                        clock);
        Rest rest = new Rest(services);
        events.subscribe("pages", rest.listener());
        WebServer server =
                new WebServer(
                        config.web(),
                        List.of(
                                access,
                                rest,
                                new ReloadRoutes(reloads, services),
                                new Monitoring(watch.live(), watch.ready(), watch.metrics())));
        try {
            server.start();
        } catch (WebFailure e) {
            throw new StartFailure(StartFailure.Step.WEB, FailureText.of(e), e);
        }
        closing.add("web", server::close);
        live.add(server);
        web = Optional.of(server);
    }

    private static StartFailure.Step step(ReceptionFailure.Part part) {
        return switch (part) {
            case SPOOL -> StartFailure.Step.STORAGE;
            case TLS_STORES -> StartFailure.Step.TLS;
            case PORT -> StartFailure.Step.PORT;
        };
    }

    private static void stopped(boolean inTime, String what) {
        if (!inTime) {
            LOG.warn("{} did not end in time; its work is put back at the next start", what);
        }
    }

    /** Reads the configuration again, and applies what needs no restart. */
    public Reloads.Result reload() {
        return reloads.reload();
    }

    /** The port on which it listens. */
    public int port() {
        return scp.port();
    }

    /** The port of STOW-RS, if it is enabled. */
    public OptionalInt stowPort() {
        return stow.map(server -> OptionalInt.of(server.port())).orElse(OptionalInt.empty());
    }

    /** The port of the HTTP server, if it is enabled. */
    public OptionalInt webPort() {
        return web.map(server -> OptionalInt.of(server.port())).orElse(OptionalInt.empty());
    }

    /** Alarms, metrics and health. */
    SelfWatch selfWatch() {
        return watch;
    }

    public JobAdmin jobs() {
        return admin;
    }

    public DeliveryQueue outbox() {
        return outbox;
    }

    /** The model and its device, for display. */
    public String model() {
        return scorer.identity() + " on " + scorer.deviceName();
    }

    /** Stops the node; a failure of a step is logged and does not prevent the others. */
    @Override
    public void close() {
        LOG.info(
                "{} is stopping. Images in progress: {}, deliveries: {}. Reception, scoring and sending"
                        + " have up to {} each to finish; the rest is put back",
                title,
                pipeline.claimedCount(),
                deliveries.claimedCount(),
                DurationText.of(stopWait));
        events.publish(new NodeEvent.Stopped());
        closing.closeAll(null);
        LOG.info("{} stopped", title);
    }
}
