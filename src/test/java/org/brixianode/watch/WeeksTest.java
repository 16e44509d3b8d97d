package org.brixianode.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.brixianode.config.ConfigReader;
import org.brixianode.ops.AlarmKind;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.queue.TestHistory;
import org.brixianode.queue.TestHistory.Image;
import org.brixianode.study.JobState;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the watch learns from the weeks of a hospital: its usual days are no alarm. */
final class WeeksTest {

    /** A Monday at midnight in Rome. */
    private static final Instant START = Instant.parse("2026-03-01T23:00:00Z");

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private static QueueDatabase database;

    @TempDir Path folder;

    private final Random chance = new Random(2);
    private WatchBench node;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        database = withHistory(folder);
    }

    private static QueueDatabase withHistory(Path folder) throws Exception {
        QueueDatabase opened =
                QueueDatabase.open(ConfigReader.read(TestNode.text(folder, 0, ""), "test").queue());
        Random chance = new Random(1);
        List<Image> history = new ArrayList<>();
        for (Instant at = START.minus(WEEK.multipliedBy(4));
                at.isBefore(START);
                at = at.plus(HOUR)) {
            history.addAll(hour(at, chance));
        }
        TestHistory.add(opened, history);
        return opened;
    }

    @AfterAll
    static void close() throws Exception {
        database.close();
    }

    @BeforeEach
    void start() throws Exception {
        node = new WatchBench(database, folder, START);
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        TestHistory.clearSince(database, START);
    }

    /**
     * Images of an hour as a hospital makes them: many on weekdays, few at night and on weekends,
     * and then most at the bedside.
     */
    private static List<Image> hour(Instant from, Random chance) {
        ZonedDateTime local = from.atZone(WatchBench.ROME);
        boolean day = local.getHour() >= 7 && local.getHour() < 19;
        boolean weekend = local.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
        double expected = day ? (weekend ? 3 : 8) : 1.5;
        List<Image> images = new ArrayList<>();
        for (int i = poisson(expected, chance); i > 0; i--) {
            Instant at = from.plusSeconds(chance.nextInt(3600));
            images.add(image(at, !day || weekend, chance));
        }
        return images;
    }

    private static int poisson(double expected, Random chance) {
        double limit = Math.exp(-expected);
        double product = chance.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= chance.nextDouble();
            count++;
        }
        return count;
    }

    /** At the bedside: AP, nearly all frontal, and of patients who are worse. */
    private static Image image(Instant at, boolean bedside, Random chance) {
        String caller = chance.nextBoolean() ? "CR1" : "CR2";
        if (chance.nextDouble() > (bedside ? 0.95 : 0.6)) {
            return Image.notScored(caller, at);
        }
        int score = (int) Math.round((bedside ? 10 : 6) + 3 * chance.nextGaussian());
        return Image.scored(caller, at)
                .withScore(Math.max(0, Math.min(18, score)))
                .withView(chance.nextDouble() < (bedside ? 0.95 : 0.1) ? "AP" : "PA");
    }

    /** Lets hours pass in which images come. */
    private void hoursPass(int hours) throws Exception {
        hoursPass(hours, UnaryOperator.identity());
    }

    private void hoursPass(int hours, UnaryOperator<Image> change) throws Exception {
        List<Image> images = new ArrayList<>();
        for (int hour = 0; hour < hours; hour++) {
            images.addAll(hour(node.clock.instant().plus(HOUR.multipliedBy(hour)), chance));
        }
        images.replaceAll(change);
        TestHistory.add(database, images);
        node.clock.advance(HOUR.multipliedBy(hours));
        node.work();
        node.check();
    }

    @Test
    void twoUsualWeeksRaiseNoAlarm() throws Exception {
        for (int hour = 0; hour < 14 * 24; hour += 3) {
            hoursPass(3);
            assertThat(node.active())
                    .as("%s: %s", node.clock.instant(), node.board.active())
                    .isEmpty();
        }
    }

    @Test
    void aMorningWithoutImagesIsAnAlarm() throws Exception {
        hoursPass(8);
        assertThat(node.active()).isEmpty();
        int silent = 0;
        while (node.active().isEmpty() && silent < 12) {
            node.checkAfter(HOUR);
            node.work();
            silent++;
        }
        assertThat(node.active()).containsExactly(AlarmKind.NOTHING_RECEIVED);
        assertThat(silent).isBetween(2, 4);
        assertThat(node.text(AlarmKind.NOTHING_RECEIVED))
                .matches("nothing has been received since Monday \\d\\d:\\d\\d, when .*");
        TestHistory.add(database, List.of(Image.scored("CR1", node.clock.instant())));
        node.checkAfter(Duration.ofMinutes(1));
        assertThat(node.active()).isEmpty();
    }

    /** Jobs are purged after a week and a half; their quarters of an hour are still known. */
    @Test
    void aMorningWithoutImagesIsAnAlarmThoughJobsArePurged() throws Exception {
        node.close();
        try (QueueDatabase own = withHistory(folder.resolve("own"))) {
            TestHistory.purgeBefore(own, START.minus(Duration.ofDays(10)));
            TestHistory.add(own, List.of(Image.scored("CR1", START.plus(HOUR.multipliedBy(8)))));
            node = new WatchBench(own, folder, START.plus(HOUR.multipliedBy(8)));
            for (int hour = 0; hour < 4; hour++) {
                node.checkAfter(HOUR);
                node.work();
            }
            assertThat(node.active()).containsExactly(AlarmKind.NOTHING_RECEIVED);
            node.close();
        }
    }

    /** The node was off: what did not come in that time is not missed. */
    @Test
    void afterAPauseOfTheNodeItselfNothingIsMissed() throws Exception {
        node.close();
        node = new WatchBench(database, folder, START.plus(Duration.ofDays(2)).plus(HOUR));
        node.checkAfter(Duration.ofMinutes(1));
        assertThat(node.active()).isEmpty();
    }

    @Test
    void higherScoresAreADriftUntilTheyFallAgain() throws Exception {
        hoursPass(96, WeeksTest::worse);
        assertThat(node.active()).containsExactly(AlarmKind.SCORES_DRIFT);
        assertThat(node.text(AlarmKind.SCORES_DRIFT))
                .matches(
                        "the mean global score of the \\d+ images of the last 7 days is 1\\d\\.\\d,"
                                + " of the \\d+ of the 3 weeks before \\d\\.\\d .*");
        for (int day = 0; day < 7; day++) {
            hoursPass(24);
        }
        assertThat(node.active()).isEmpty();
    }

    private static Image worse(Image image) {
        return image.withScore(Math.min(18, image.global() + 6));
    }

    /** More images than a fixed number of rows would leave for the comparison. */
    @Test
    void manyImagesCanBeAskedFor() throws Exception {
        node.samples = new WatchConfig.Samples(10, 5, 450);
        hoursPass(96, WeeksTest::worse);
        assertThat(node.active()).containsExactly(AlarmKind.SCORES_DRIFT);
        node.samples = new WatchConfig.Samples(10, 5, 1000);
        hoursPass(1);
        assertThat(node.active()).as("too few images").isEmpty();
    }

    @Test
    void moreRefusalsAreADrift() throws Exception {
        hoursPass(
                96,
                one ->
                        chance.nextInt(10) == 0
                                ? one
                                : Image.notScored(one.caller(), one.receivedAt()));
        assertThat(node.active()).contains(AlarmKind.REFUSALS_DRIFT, AlarmKind.IMAGES_DRIFT);
        assertThat(node.text(AlarmKind.REFUSALS_DRIFT))
                .matches(
                        "not scored: \\d\\d % of the \\d+ radiographs of the last 7 days, but \\d\\d %"
                                + " of the \\d+ of the 3 weeks before .*");
    }

    @Test
    void anotherViewIsADriftAndAHeaderIsNotQuoted() throws Exception {
        hoursPass(96, one -> one.state() == JobState.SCORED ? one.withView("MUSTERMANN") : one);
        assertThat(node.active()).containsOnly(AlarmKind.IMAGES_DRIFT);
        assertThat(node.board.active().toString())
                .contains("View Position another or none")
                .doesNotContain("MUSTERMANN");
    }
}
