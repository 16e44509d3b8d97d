package org.brixianode.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.config.ConfigReader;
import org.brixianode.ops.AlarmBoard;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.Health;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.NodeEvent;
import org.brixianode.queue.Commitments;
import org.brixianode.queue.DeliveryState;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.queue.TestHistory;
import org.brixianode.queue.TestHistory.Image;
import org.brixianode.study.AeTitle;
import org.brixianode.study.JobState;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each alarm provoked and cleared, by a clock that the test sets. */
final class WatchTest {

    /** A Monday. */
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TICK = Duration.ofSeconds(30);

    private static QueueDatabase database;

    @TempDir Path folder;

    private WatchBench node;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        database =
                QueueDatabase.open(ConfigReader.read(TestNode.text(folder, 0, ""), "test").queue());
    }

    @AfterAll
    static void close() throws Exception {
        database.close();
    }

    @BeforeEach
    void start() throws IOException {
        node = new WatchBench(database, folder, START);
        assertThat(node.active()).isEmpty();
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        TestHistory.clear(database);
    }

    private static List<Image> images(int count, String caller, boolean scored, Instant from) {
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant at = from.plusSeconds(i);
            images.add(scored ? Image.scored(caller, at) : Image.notScored(caller, at));
        }
        return images;
    }

    private void add(List<Image> images) throws Exception {
        TestHistory.add(database, images);
    }

    @Test
    void imagesWaitAndNoneIsProcessed() throws Exception {
        add(List.of(Image.waiting("CR1", START)));
        node.checkAfter(Duration.ofMinutes(14));
        assertThat(node.active()).isEmpty();
        node.checkAfter(MINUTE);
        assertThat(node.active()).containsExactly(AlarmKind.NOTHING_SCORED);
        assertThat(node.text(AlarmKind.NOTHING_SCORED)).startsWith("1 images wait and for 15 min");
        assertThat(failed(node.watch.ready())).containsExactly("scoring");

        node.work();
        node.checkAfter(TICK);
        assertThat(node.active()).isEmpty();
    }

    /** A large study set takes hours, but images end all the time. */
    @Test
    void aLongQueueThatMovesIsNone() throws Exception {
        add(List.of(Image.waiting("CR1", START)));
        for (int minute = 0; minute < 120; minute += 5) {
            node.work();
            node.checkAfter(Duration.ofMinutes(5));
        }
        assertThat(node.active()).isEmpty();
    }

    @Test
    void imagesThatAreProcessedAndRefusedAreTheSendersMatter() throws Exception {
        add(images(10, "CR1", false, START));
        add(images(10, "CR2", false, START));
        node.checkAfter(MINUTE);
        assertThat(node.active())
                .containsExactly(AlarmKind.SENDER_NOT_SCORED, AlarmKind.SENDER_NOT_SCORED);
        assertThat(node.watch.ready().isOk()).isTrue();
        add(images(1, "CR1", true, START.plusSeconds(30)));
        node.checkAfter(MINUTE);
        assertThat(node.active()).containsExactly(AlarmKind.SENDER_NOT_SCORED);
    }

    @Test
    void aJobHangs() throws Exception {
        add(List.of(Image.waiting("CR1", START)));
        long job = TestHistory.runHere(database, START);
        node.checkAfter(Duration.ofMinutes(9));
        assertThat(node.active()).isEmpty();
        node.checkAfter(Duration.ofSeconds(61));
        assertThat(node.text(AlarmKind.JOB_HANGS))
                .startsWith("job " + job + " is still running, for 10 min 1 s, on ");
        assertThat(failed(node.watch.ready())).containsExactly("scoring");

        TestHistory.end(database, JobState.SCORED);
        node.checkAfter(TICK);
        assertThat(node.active()).isEmpty();
    }

    @Test
    void aJobThatHangsOnAnotherNodeLeavesThisOneReady() throws Exception {
        add(List.of(Image.waiting("CR1", START)));
        TestHistory.run(database, START);
        node.checkAfter(Duration.ofMinutes(11));
        assertThat(node.text(AlarmKind.JOB_HANGS)).contains("on node-7. Restart that node");
        assertThat(node.board.active())
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.subject().value()).isEqualTo("node-7"));
        assertThat(node.watch.ready().isOk()).isTrue();
    }

    @Test
    void jobsFailed() throws Exception {
        add(List.of(new Image("CR1", START, JobState.FAILED, "PA", 0)));
        node.checkAfter(TICK);
        assertThat(node.text(AlarmKind.JOBS_FAILED)).startsWith("1 image is failed");
        TestHistory.end(database, JobState.SCORED);
        node.checkAfter(TICK);
        assertThat(node.active()).isEmpty();
    }

    @Test
    void aThreadIsGoneAndComesBack() {
        node.endedThreads.add("score-1");
        node.checkAfter(TICK);
        node.checkAfter(TICK);
        assertThat(node.active()).isEmpty();
        node.checkAfter(TICK);
        assertThat(node.active()).containsExactly(AlarmKind.WORKER_GONE);
        assertThat(failed(node.watch.live())).containsExactly("threads");
        assertThat(failed(node.watch.ready())).containsExactly("threads");
        node.endedThreads.clear();
        node.checkAfter(TICK);
        assertThat(node.active()).isEmpty();
        assertThat(node.watch.live().isOk()).isTrue();
    }

    @Test
    void resultsWaitForAnHour() throws Exception {
        add(images(1, "CR1", true, START));
        TestHistory.deliver(database, "pacs", DeliveryState.WAITING, START);
        node.checkAfter(Duration.ofMinutes(59));
        assertThat(node.active()).isEmpty();
        node.checkAfter(MINUTE);
        assertThat(node.text(AlarmKind.RESULTS_WAITING))
                .isEqualTo(
                        "1 results wait for destination pacs (PACS at 10.0.0.5:104), the oldest for"
                                + " 1 h; last status 0xA700");
        TestHistory.sendAll(database);
        node.checkAfter(TICK);
        assertThat(node.active()).isEmpty();
    }

    @Test
    void resultsAreNotCommittedForADay() throws Exception {
        add(images(1, "CR1", true, START));
        TestHistory.deliver(database, "pacs", DeliveryState.SENT, START);
        TestHistory.awaitCommitment(database, START);
        node.checkAfter(Duration.ofHours(24).minus(MINUTE));
        assertThat(node.active()).isEmpty();
        node.checkAfter(MINUTE);
        assertThat(node.text(AlarmKind.RESULTS_NOT_COMMITTED))
                .isEqualTo(
                        "destination pacs (PACS at 10.0.0.5:104) has had results for 1 d and has"
                                + " not confirmed that it keeps them: they are not deleted here");
        new Commitments(database).notOffered("pacs");
        node.checkAfter(MINUTE);
        assertThat(node.active()).isEmpty();
    }

    @Test
    void resultsAreParked() throws Exception {
        add(images(1, "CR1", true, START));
        TestHistory.deliver(database, "pacs", DeliveryState.PARKED, START);
        node.checkAfter(TICK);
        assertThat(node.text(AlarmKind.RESULTS_PARKED))
                .contains("1 results", "last status 0xA700", "jobs retry --deliveries")
                .doesNotContain("Mustermann");
        TestHistory.sendAll(database);
        node.checkAfter(TICK);
        assertThat(node.active()).isEmpty();
    }

    @Test
    void resultsWaitForADestinationThatIsNotConfigured() throws Exception {
        add(images(1, "CR1", true, START));
        TestHistory.deliver(database, "old-pacs", DeliveryState.WAITING, START);
        node.checkAfter(TICK);
        assertThat(node.text(AlarmKind.DESTINATION_NOT_CONFIGURED))
                .isEqualTo(
                        "1 results wait for destination old-pacs, which is not configured: nothing"
                                + " is sent there. Configure it again, or run: brixia-node jobs"
                                + " discard --destination old-pacs");
        node.targets.add(new WatchedNode.Target("old-pacs", "old-pacs"));
        node.checkAfter(TICK);
        assertThat(node.active()).isEmpty();
    }

    @Test
    void aDestinationCannotBeReached() {
        node.contacts.failed("pacs", Contacts.Trouble.UNREACHABLE, "pacs: no connection");
        node.checkAfter(TICK);
        node.checkAfter(MINUTE);
        assertThat(node.active()).as("one failure").isEmpty();
        node.contacts.failed("pacs", Contacts.Trouble.UNREACHABLE, "pacs: no connection");
        node.checkAfter(TICK);
        assertThat(node.active()).containsExactly(AlarmKind.DESTINATION_UNREACHABLE);
        assertThat(node.contacts.isFailing("pacs")).isTrue();
        assertThat(node.watch.ready().isOk()).isTrue();
        node.checkAfter(Duration.ofHours(1));
        assertThat(failed(node.watch.ready())).containsExactly("destination pacs");
        node.work();
        assertThat(node.watch.live().isOk()).isTrue();

        node.contacts.reached("pacs");
        node.checkAfter(TICK);
        assertThat(node.active()).isEmpty();
        assertThat(node.watch.ready().isOk()).isTrue();
    }

    @Test
    void aDestinationAnswersTestsAndTakesNoResult() throws Exception {
        add(images(1, "CR1", true, START));
        TestHistory.deliver(database, "pacs", DeliveryState.WAITING, START);
        node.contacts.failed("pacs", Contacts.Trouble.BREAKS_OFF, "pacs: it aborted");
        node.contacts.reached("pacs");
        node.checkAfter(TICK);
        node.contacts.failed("pacs", Contacts.Trouble.BREAKS_OFF, "pacs: it aborted");
        node.contacts.reached("pacs");
        node.check();
        assertThat(node.active()).as("before the threshold").isEmpty();
        node.checkAfter(MINUTE);
        assertThat(node.active()).containsExactly(AlarmKind.DESTINATION_UNREACHABLE);
        assertThat(node.text(AlarmKind.DESTINATION_UNREACHABLE)).contains("pacs: it aborted");

        TestHistory.sendAll(database);
        node.check();
        node.check();
        assertThat(node.active()).as("nothing is left to send").isEmpty();
    }

    @Test
    void aDestinationRejectsTheAssociation() {
        node.contacts.failed(
                "pacs", Contacts.Trouble.REJECTS, "pacs (PACS): rejected, it is not called PACS");
        node.check();
        assertThat(node.text(AlarmKind.DESTINATION_REJECTS)).contains("it is not called PACS");
        node.contacts.accepted("pacs");
        node.check();
        assertThat(node.active()).isEmpty();
    }

    @Test
    void aDestinationRefusesResults() throws Exception {
        add(images(1, "CR1", true, START));
        TestHistory.deliver(database, "pacs", DeliveryState.WAITING, START);
        node.contacts.reached("pacs");
        node.contacts.failed("pacs", Contacts.Trouble.REFUSES, "status 0xA700 (out of resources)");
        node.check();
        assertThat(node.text(AlarmKind.DESTINATION_REFUSES)).contains("0xA700 (out of resources)");

        // Objects that are accepted in between do not end it at once.
        node.checkAfter(TICK);
        node.contacts.accepted("pacs");
        node.check();
        assertThat(node.active()).containsExactly(AlarmKind.DESTINATION_REFUSES);
        node.checkAfter(MINUTE);
        assertThat(node.active()).isEmpty();
    }

    @Test
    void refusalsAreForgottenWhenNothingIsLeftToSend() throws Exception {
        add(images(1, "CR1", true, START));
        TestHistory.deliver(database, "pacs", DeliveryState.WAITING, START);
        node.contacts.failed("pacs", Contacts.Trouble.REFUSES, "status 0xA900");
        node.check();
        assertThat(node.active()).containsExactly(AlarmKind.DESTINATION_REFUSES);
        TestHistory.sendAll(database);
        node.check();
        node.check();
        assertThat(node.active()).isEmpty();
    }

    @Test
    void sendersAreRejected() {
        node.events.publish(
                new NodeEvent.AssociationRejected(
                        new AeTitle("CR7"),
                        new AeTitle("BRIXA"),
                        new NetworkAddress("10.0.0.7"),
                        NodeEvent.Rejection.CALLED_TITLE,
                        3));
        node.check();
        assertThat(node.text(AlarmKind.SENDERS_REJECTED))
                .contains("3 called an AE title that is not this node's")
                .endsWith("The last: AE title CR7 at 10.0.0.7 called BRIXA");
        node.checkAfter(Rejections.MEMORY.plusSeconds(1));
        assertThat(node.active()).isEmpty();
    }

    @Test
    void aSendersCertificateIsRefused() {
        node.events.publish(new NodeEvent.TlsRefused(new NetworkAddress("10.0.0.8"), 2));
        node.check();
        assertThat(node.text(AlarmKind.SENDERS_REJECTED))
                .contains("10 minutes: 2 in the TLS handshake. The last: 10.0.0.8")
                .contains("it sends without TLS", "its certificate is refused");
        node.checkAfter(Rejections.MEMORY.plusSeconds(1));
        assertThat(node.active()).isEmpty();
    }

    @Test
    void aSenderWhoseImagesAreNotScored() throws Exception {
        add(images(4, "CR-LAT", false, START));
        add(images(3, "CR-MIX", false, START));
        add(images(1, "CR-MIX", true, START));
        add(images(3, "CR-MIX", false, START));
        node.checkAfter(MINUTE);
        assertThat(node.active()).isEmpty();
        add(images(1, "CR-LAT", false, START));
        node.checkAfter(MINUTE);
        assertThat(node.text(AlarmKind.SENDER_NOT_SCORED))
                .startsWith("none of the last 5 radiographs from CR-LAT was scored");
        add(images(1, "CR-LAT", true, START));
        node.checkAfter(MINUTE);
        assertThat(node.active()).isEmpty();
    }

    /** The greatest number that may be configured, among those of busy senders. */
    @Test
    void aSenderWhoseHundredImagesAreNotScoredAmongThoseOfOthers() throws Exception {
        node.samples = new WatchConfig.Samples(10, 100, 50);
        add(images(100, "CR-LAT", false, START));
        add(images(1200, "CR1", true, START.plusSeconds(200)));
        node.checkAfter(Duration.ofHours(1));
        assertThat(node.text(AlarmKind.SENDER_NOT_SCORED))
                .startsWith("none of the last 100 radiographs from CR-LAT was scored");
    }

    /** One that was fine for long shows it by its last images. */
    @Test
    void aSenderThatHasBegunToSendOnlyLaterals() throws Exception {
        add(images(50, "CR1", true, START.minusSeconds(9000)));
        add(images(19, "CR1", false, START.minusSeconds(100)));
        node.checkAfter(MINUTE);
        assertThat(node.active()).isEmpty();
        add(images(1, "CR1", false, START));
        node.checkAfter(MINUTE);
        assertThat(node.active()).contains(AlarmKind.SENDER_NOT_SCORED);
    }

    @Test
    void theDiskFillsAndIsFreed() {
        long mib = 1 << 20;
        node.freeBytes = 4095 * mib;
        node.checkAfter(TICK);
        assertThat(node.active()).containsExactly(AlarmKind.DISK_LOW);
        node.freeBytes = 4100 * mib;
        node.checkAfter(TICK);
        assertThat(node.active()).as("hysteresis").containsExactly(AlarmKind.DISK_LOW);
        node.freeBytes = 2000 * mib;
        node.checkAfter(TICK);
        assertThat(node.active()).containsExactly(AlarmKind.DISK_SOFT_MARK);
        node.freeBytes = 1000 * mib;
        node.checkAfter(TICK);
        assertThat(node.text(AlarmKind.DISK_HARD_MARK)).startsWith("1000 MiB are free for ");
        assertThat(failed(node.watch.ready())).containsExactly("disk");
        node.freeBytes = 4400 * mib;
        node.checkAfter(TICK);
        assertThat(node.active()).isEmpty();
    }

    @Test
    void filesOfTheModelVanishAndChange() throws Exception {
        Path card = node.model.resolve("model.json");
        Files.delete(card);
        node.checkAfter(MINUTE);
        assertThat(node.text(AlarmKind.MODEL_GONE)).contains("missing or unreadable: model.json");
        assertThat(failed(node.watch.ready())).as("it goes on with what it has loaded").isEmpty();
        Files.writeString(card, "{ }");
        node.checkAfter(MINUTE);
        assertThat(node.text(AlarmKind.MODEL_CHANGED)).contains("changed: model.json");
        assertThat(node.active()).containsExactly(AlarmKind.MODEL_CHANGED);
        Files.writeString(card, "{}");
        node.checkAfter(MINUTE);
        assertThat(node.active()).isEmpty();
    }

    @Test
    void theClockJumpsAheadAndBack() {
        node.checkAfter(TICK);
        node.clockError = Duration.ofMinutes(5);
        node.checkAfter(TICK.plusMinutes(5));
        assertThat(node.text(AlarmKind.CLOCK_JUMPED)).contains("jumped ahead by 5 min");
        node.checkAfter(ClockJumps.LASTS.plusSeconds(1));
        assertThat(node.active()).isEmpty();
        node.clockError = Duration.ZERO;
        node.clock.set(node.clock.instant().minus(Duration.ofMinutes(5)));
        node.check();
        assertThat(node.text(AlarmKind.CLOCK_JUMPED)).contains("jumped back by 5 min");
    }

    @Test
    void aNewNodeMissesNothing() {
        for (int hour = 0; hour < 48; hour++) {
            node.checkAfter(Duration.ofHours(1));
        }
        assertThat(node.active()).isEmpty();
    }

    @Test
    void theNodeHangs() {
        node.progress = new WatchedNode.Progress(3, START, START);
        node.work();
        node.progress = new WatchedNode.Progress(3, START, START);
        node.clock.advance(Duration.ofMinutes(10));
        assertThat(failed(node.watch.live())).containsExactly("claiming", "processing", "watch");
        node.check();
        node.work();
        assertThat(node.watch.live().isOk()).isTrue();
    }

    /** As by queries that a database answers after minutes: no restart makes it faster. */
    @Test
    void aSlowPassIsNoReasonForARestart() {
        Duration slow = Duration.ofMinutes(4);
        node.whenDiskIsRead = () -> node.clock.advance(slow);
        node.whenTargetsAreRead =
                () -> {
                    node.clock.advance(slow);
                    node.work();
                    assertThat(failed(node.watch.live())).isEmpty();
                    node.whenTargetsAreRead = () -> {};
                };
        node.check();
        assertThat(node.clock.instant()).isEqualTo(START.plus(slow).plus(slow));
        assertThat(failed(node.watch.live())).isEmpty();
    }

    @Test
    void aWatchThatTheDatabaseHoldsUpIsNoReasonForARestart() {
        node.clock.advance(Duration.ofMinutes(6));
        node.work();
        assertThat(failed(node.watch.live())).containsExactly("watch");
        node.board.raise(AlarmKind.INTAKE_FAILING, AlarmBoard.NODE, "the database does not answer");
        assertThat(failed(node.watch.live())).isEmpty();
        assertThat(failed(node.watch.ready())).containsExactly("intake");
    }

    private static List<String> failed(Health health) {
        return health.checks().stream()
                .filter(one -> !one.ok())
                .peek(one -> assertThat(one.reason()).isNotBlank())
                .map(Health.Check::name)
                .toList();
    }
}
