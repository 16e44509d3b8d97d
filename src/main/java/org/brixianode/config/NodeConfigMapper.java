package org.brixianode.config;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.brixianode.dicom.StorageClasses;
import org.brixianode.ops.LogConfig;
import org.brixianode.ops.audit.AuditConfig;
import org.brixianode.ops.notify.NotifyConfig;
import org.brixianode.pipeline.PipelineConfig;
import org.brixianode.pixels.PixelsConfig;
import org.brixianode.pixels.SiteWords;
import org.brixianode.queue.QueueConfig;
import org.brixianode.receive.ReceiveConfig;
import org.brixianode.receive.stow.StowConfig;
import org.brixianode.report.ReportConfig;
import org.brixianode.report.ResultWriters;
import org.brixianode.score.ScoreConfig;
import org.brixianode.score.explain.ExplainConfig;
import org.brixianode.score.load.Device;
import org.brixianode.send.BackOff;
import org.brixianode.send.SendConfig;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.study.AeTitle;
import org.brixianode.study.HeatKind;
import org.brixianode.study.ResultKind;
import org.brixianode.watch.WatchConfig;
import org.brixianode.web.WebConfig;

/** Maps configuration keys to the stages' records. */
final class NodeConfigMapper {

    /**
     * Decoded images may take a quarter of the heap; the rest is for composing, sending and
     * receiving.
     */
    private static final int DECODED_SHARE = 4;

    private static final String KEY_OBJECT = "key-object";
    private static final String KEY_OBJECT_FROM = "key-object-from";

    /** Placeholder for an invalid AE title, so that the other keys are still checked. */
    private static final AeTitle PLACEHOLDER_TITLE = new AeTitle("INVALID");

    private final Settings root;
    private final List<String> problems;
    private final Path home;
    private final ResultWriters writers;
    private final DestinationKeys destinations;

    /**
     * @param home the folder to which relative paths are relative; absolute
     * @param writers writers of the result kinds that a destination may request
     */
    NodeConfigMapper(Settings root, List<String> problems, Path home, ResultWriters writers) {
        this.root = root;
        this.problems = problems;
        this.home = home;
        this.writers = writers;
        this.destinations = new DestinationKeys(root, problems, home, writers);
    }

    /** The configuration; empty if there are problems. */
    Optional<NodeConfig> map() {
        destinations.read();
        Optional<NodeConfig.Storage> storage = storage();
        Path folder = storage.map(NodeConfig.Storage::folder).orElse(home.resolve("var"));
        AeTitle title = root.in("dicom").parsed("ae-title", AeTitle::new).orElse(PLACEHOLDER_TITLE);
        Optional<ReceiveConfig> receive = receive(title, folder);
        Optional<StowConfig> stow = StowKeys.read(root, home, problems);
        Optional<QueueConfig> queue = queue(folder);
        ZoneId zone =
                root.in("report")
                        .parsed("time-zone", NodeConfigMapper::zone)
                        .orElse(ZoneOffset.UTC);
        Optional<PixelsConfig> pixels = pixels(zone);
        Optional<ScoreConfig> score = score(explain().orElse(ExplainConfig.DEFAULT));
        storage.ifPresent(kept -> score.ifPresent(scored -> checkStop(kept, scored)));
        Optional<ReportConfig> report = report(zone);
        report.ifPresent(this::checkKeyObjects);
        Optional<PipelineConfig> pipeline = pipeline(score, folder);
        Optional<SendConfig> send = send();
        Optional<DimseConfig> dimse = dimse(title);
        Optional<NodeConfig.Priors> priors =
                PriorsKeys.read(root, title, receive, dimse, destinations.destinations());
        Optional<NodeConfig.IntakeProbe> intake = intake();
        Optional<WebConfig> web = WebKeys.read(root, home, problems);
        OwnPorts.check(receive, stow, web, problems);
        Optional<WatchConfig> watch = WatchKeys.read(root, home);
        Optional<NotifyConfig> notifications = NotifyKeys.read(root, home);
        Optional<AuditConfig> audit = AuditKeys.read(root, home);
        Optional<LogConfig> log = LogKeys.read(root);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new NodeConfig(
                        receive.orElseThrow(),
                        stow,
                        storage.orElseThrow(),
                        queue.orElseThrow(),
                        pixels.orElseThrow(),
                        score.orElseThrow(),
                        report.orElseThrow(),
                        pipeline.orElseThrow(),
                        send.orElseThrow(),
                        dimse.orElseThrow(),
                        intake.orElseThrow(),
                        web.orElseThrow(),
                        watch.orElseThrow(),
                        notifications.orElseThrow(),
                        audit.orElseThrow(),
                        log.orElseThrow(),
                        priors.orElseThrow(),
                        destinations.destinations(),
                        writers));
    }

    private Optional<NodeConfig.Storage> storage() {
        Settings storage = root.in("storage");
        return storage.made(
                "storage",
                () ->
                        new NodeConfig.Storage(
                                storage.path("dir", home),
                                storage.time("keep-finished"),
                                storage.choice("changed-objects", NodeConfig.ChangedObjects.class),
                                root.time("stop-wait")));
    }

    private Optional<NodeConfig.IntakeProbe> intake() {
        Settings intake = root.in("intake");
        return intake.made(
                "intake",
                () ->
                        new NodeConfig.IntakeProbe(
                                intake.time("probe-interval"), intake.time("reminder-interval")));
    }

    private Optional<ReceiveConfig> receive(AeTitle title, Path folder) {
        Settings dicom = root.in("dicom");
        Settings disk = root.in("storage.disk");
        return dicom.made(
                "dicom",
                () ->
                        new ReceiveConfig(
                                title,
                                dicom.text("bind"),
                                dicom.listeningPort("port"),
                                new HashSet<>(dicom.allParsed("accepted-callers", AeTitle::new)),
                                keptClasses(dicom),
                                associations(dicom),
                                dicom.intBytes("max-pdu-length"),
                                dicom.bytes("max-object-size"),
                                receiveTimeouts(dicom.in("timeouts")),
                                new ReceiveConfig.DiskMarks(
                                        disk.bytes("soft-mark"), disk.bytes("hard-mark")),
                                folder.resolve("spool"),
                                TlsKeys.read(
                                        dicom.in("tls"),
                                        home,
                                        dicom.flag("tls.need-client-auth"))));
    }

    /** All known storage classes or the listed ones, and those of {@code further-sop-classes}. */
    private static Set<String> keptClasses(Settings dicom) {
        List<String> listed = dicom.textOrTexts("storage-classes");
        Set<String> kept = new HashSet<>(dicom.texts("further-sop-classes"));
        if (listed.equals(List.of("all"))) {
            kept.addAll(StorageClasses.all());
            kept.add(StorageClasses.SERVICE_CLASS);
        } else {
            kept.addAll(listed);
        }
        return kept;
    }

    private static ReceiveConfig.Associations associations(Settings dicom) {
        return new ReceiveConfig.Associations(
                dicom.number("max-associations"), dicom.number("max-associations-per-address"));
    }

    private static ReceiveConfig.Timeouts receiveTimeouts(Settings timeouts) {
        return new ReceiveConfig.Timeouts(
                timeouts.time("accept"),
                timeouts.time("request"),
                timeouts.time("idle"),
                timeouts.time("release"));
    }

    private Optional<QueueConfig> queue(Path folder) {
        Settings database = root.in("database");
        return database.made(
                "database",
                () ->
                        new QueueConfig(
                                DatabaseUrl.absolute(database.text("url"), home),
                                database.text("user"),
                                database.text("password"),
                                folder,
                                database.text("node-name"),
                                root.in("queue").time("lease"),
                                database.number("pool-size"),
                                database.time("connection-timeout"),
                                database.time("statement-timeout"),
                                database.time("connection-lifetime")));
    }

    private Optional<PixelsConfig> pixels(ZoneId zone) {
        Settings pixels = root.in("pixels");
        return pixels.made(
                "pixels",
                () ->
                        new PixelsConfig(
                                pixels.number("max-pixels"),
                                pixels.number("min-side"),
                                new SiteWords(
                                        pixels.texts("chest-words"),
                                        pixels.texts("frontal-words"),
                                        pixels.texts("refused-words")),
                                zone));
    }

    private Optional<ExplainConfig> explain() {
        Settings explain = root.in("explain");
        return explain.made(
                "explain",
                () ->
                        new ExplainConfig(
                                explain.choice("map", HeatKind.class),
                                explain.number("super-pixels"),
                                explain.number("replicas"),
                                explain.time("time-budget")));
    }

    private Optional<ScoreConfig> score(ExplainConfig explain) {
        Settings model = root.in("model");
        return model.made(
                "model",
                () ->
                        new ScoreConfig(
                                model.path("dir", home),
                                model.choice("device", Device.class),
                                model.number("workers"),
                                model.number("batch"),
                                explain));
    }

    /**
     * The images of a batch are explained one after another, which must not take longer than the
     * shutdown waits.
     */
    private void checkStop(NodeConfig.Storage storage, ScoreConfig score) {
        Duration batch = score.explain().timeBudget().multipliedBy(score.batch());
        if (score.explain().map() == HeatKind.SUPER_PIXELS
                && batch.compareTo(storage.stopWait()) >= 0) {
            problems.add(
                    ("explain.time-budget times model.batch (%d x %d ms) must be less than stop-wait"
                                    + " (%d ms) where explain.map = super-pixels")
                            .formatted(
                                    score.batch(),
                                    score.explain().timeBudget().toMillis(),
                                    storage.stopWait().toMillis()));
        }
    }

    private Optional<ReportConfig> report(ZoneId zone) {
        Settings report = root.in("report");
        return report.made(
                "report",
                () ->
                        new ReportConfig(
                                zone,
                                report.optionalText("institution"),
                                report.fraction("overlay-opacity"),
                                seriesNumbers(report),
                                keyObjectFrom(report)));
    }

    private static OptionalInt keyObjectFrom(Settings report) {
        return report.text(KEY_OBJECT_FROM).equals("off")
                ? OptionalInt.empty()
                : OptionalInt.of(report.number(KEY_OBJECT_FROM));
    }

    /** A destination of key objects would never get one without a total. */
    private void checkKeyObjects(ReportConfig report) {
        boolean wanted =
                destinations.routes().stream()
                        .flatMap(route -> route.results().stream())
                        .anyMatch(form -> form.kind().label().equals(KEY_OBJECT));
        if (wanted && report.keyObjectFrom().isEmpty()) {
            problems.add(
                    "report.%s is off, but a destination's results name %s: set a total from 0 to 18"
                            .formatted(KEY_OBJECT_FROM, KEY_OBJECT));
        }
    }

    private Map<ResultKind, Integer> seriesNumbers(Settings report) {
        Map<ResultKind, Integer> numbers = new HashMap<>();
        for (ResultKind kind : writers.kinds()) {
            String key = kind.label() + "-series-number";
            if (report.has(key)) {
                numbers.put(kind, report.number(key));
            }
        }
        return numbers;
    }

    private static ZoneId zone(String name) {
        try {
            return name.equals("system") ? ZoneId.systemDefault() : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + name + "' is not a time zone such as Europe/Rome, or 'system'", e);
        }
    }

    private Optional<PipelineConfig> pipeline(Optional<ScoreConfig> model, Path folder) {
        Settings jobs = root.in("jobs");
        return jobs.made(
                "jobs",
                () ->
                        new PipelineConfig(
                                Runtime.getRuntime().availableProcessors(),
                                model.map(ScoreConfig::workers).orElse(1),
                                model.map(ScoreConfig::batch).orElse(1),
                                new PipelineConfig.Retry(
                                        jobs.time("retry-first"),
                                        jobs.time("retry-longest"),
                                        jobs.number("attempts")),
                                jobs.time("poll"),
                                Runtime.getRuntime().maxMemory() / DECODED_SHARE,
                                folder.resolve("results"),
                                destinations.routes()));
    }

    private Optional<SendConfig> send() {
        Settings send = root.in("send");
        return send.made(
                "send",
                () ->
                        new SendConfig(
                                new BackOff(
                                        send.time("retry-first"),
                                        send.time("retry-longest"),
                                        send.fraction("retry-jitter")),
                                send.number("batch"),
                                send.number("refusals-before-parking"),
                                send.time("poll"),
                                send.time("commitment-ask-again")));
    }

    private Optional<DimseConfig> dimse(AeTitle title) {
        Settings send = root.in("send");
        return send.made(
                "send",
                () ->
                        new DimseConfig(
                                title,
                                new DimseConfig.Timeouts(
                                        send.time("timeouts.connect"),
                                        send.time("timeouts.accept"),
                                        send.time("timeouts.response"),
                                        send.time("timeouts.release")),
                                send.intBytes("max-pdu-length")));
    }
}
