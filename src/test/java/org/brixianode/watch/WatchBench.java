package org.brixianode.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.brixianode.ops.Alarm;
import org.brixianode.ops.AlarmBoard;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.EventBus;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.testkit.ManualClock;

/** A watch with all conditions over a node that the test makes up. */
final class WatchBench implements AutoCloseable {

    static final ZoneId ROME = ZoneId.of("Europe/Rome");
    static final String DX = "1.2.840.10008.5.1.4.1.1.1.1";

    private static final long GIB = 1L << 30;

    static final WatchConfig.Samples SAMPLES = new WatchConfig.Samples(10, 5, 50);

    private static WatchConfig config(WatchConfig.Samples samples) {
        return new WatchConfig(
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                new WatchConfig.Patience(
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(10),
                        Duration.ofHours(1),
                        Duration.ofDays(1),
                        Duration.ofMinutes(1),
                        Duration.ofHours(1)),
                samples,
                4 * GIB,
                Duration.ofDays(30),
                Duration.ofSeconds(30));
    }

    final ManualClock clock;
    final Contacts contacts;
    final Rejections rejections = new Rejections();
    final MissedPriors missedPriors = new MissedPriors();
    final List<String> endedThreads = new ArrayList<>();
    final List<WatchedNode.Target> targets = new ArrayList<>();
    final AlarmBoard board;
    final EventBus events;
    final Path model;
    final Watch watch;
    long freeBytes = 100 * GIB;
    Duration clockError = Duration.ZERO;
    WatchedNode.Progress progress;
    WatchConfig.Samples samples = SAMPLES;
    Runnable whenDiskIsRead = () -> {};
    Runnable whenTargetsAreRead = () -> {};

    WatchBench(QueueDatabase database, Path folder, Instant start, WatchedNode.Store... stores)
            throws IOException {
        clock = new ManualClock(start);
        contacts = new Contacts(clock);
        events = new EventBus(clock);
        events.subscribe("rejections", rejections);
        board = new AlarmBoard(events, clock);
        progress = new WatchedNode.Progress(0, start, start);
        targets.add(new WatchedNode.Target("pacs", "pacs (PACS at 10.0.0.5:104)"));
        model = Files.createDirectories(folder.resolve("model/variables")).getParent();
        Files.writeString(model.resolve("model.json"), "{}");
        Files.writeString(model.resolve("variables/variables.index"), "weights");
        watch =
                new Watch(
                        () -> config(samples),
                        new WatchedNode(
                                () -> List.copyOf(endedThreads),
                                Duration.ofMinutes(1),
                                () -> progress,
                                contacts,
                                rejections,
                                missedPriors,
                                () -> {
                                    whenTargetsAreRead.run();
                                    return List.copyOf(targets);
                                },
                                () -> {
                                    whenDiskIsRead.run();
                                    return freeBytes;
                                },
                                new WatchedNode.Marks(folder, 2 * GIB, GIB),
                                model,
                                () -> List.of(stores),
                                Set.of(DX),
                                ROME,
                                this::nanoTime),
                        database,
                        board,
                        clock,
                        () -> {});
        check();
    }

    private long nanoTime() {
        return Duration.between(Instant.EPOCH, clock.instant().minus(clockError)).toNanos();
    }

    /** A node whose work goes on. */
    void work() {
        progress = new WatchedNode.Progress(0, clock.instant(), clock.instant());
    }

    void check() {
        watch.check();
    }

    void checkAfter(Duration time) {
        clock.advance(time);
        check();
    }

    List<AlarmKind> active() {
        return board.active().stream().map(Alarm::kind).toList();
    }

    /** The text of the active alarm of a kind. */
    String text(AlarmKind kind) {
        return board.active().stream()
                .filter(alarm -> alarm.kind() == kind)
                .map(Alarm::text)
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        watch.close();
    }
}
