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
    private static final double SCORED_SHARE = 0.7;

    private static QueueDatabase database;

    @TempDir Path folder;

    private final Random chance = new Random(2);
    private WatchBench node;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        database =
                QueueDatabase.open(ConfigReader.read(TestNode.text(folder, 0, ""), "test").queue());
        Random chance = new Random(1);
        List<Image> history = new ArrayList<>();
        for (Instant at = START.minus(WEEK.multipliedBy(4));
                at.isBefore(START);
                at = at.plus(HOUR)) {
            history.addAll(hour(at, chance));
        }
        TestHistory.add(database, history);
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
     * Images of an hour as a hospital makes them: many on weekdays, few at night, fewer on Sundays.
     */
    private static List<Image> hour(Instant from, Random chance) {
        ZonedDateTime local = from.atZone(WatchBench.ROME);
        boolean day = local.getHour() >= 7 && local.getHour() < 19;
        boolean weekend = local.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
        double expected = day ? (weekend ? 1.2 : 8) : 0.4;
        List<Image> images = new ArrayList<>();
        for (int i = poisson(expected, chance); i > 0; i--) {
            images.add(image(from.plusSeconds(chance.nextInt(3600)), 0, chance));
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

    private static Image image(Instant at, int shift, Random chance) {
        String caller = chance.nextBoolean() ? "CR1" : "CR2";
        if (chance.nextDouble() > SCORED_SHARE) {
            return Image.notScored(caller, at);
        }
        int score = (int) Math.round(7 + 4 * chance.nextGaussian()) + shift;
        return Image.scored(caller, at)
                .withScore(Math.max(0, Math.min(18, score)))
                .withView(chance.nextInt(4) == 0 ? "AP" : "PA");
    }

    /** Lets hours pass in which images come. */
    private void hoursPass(int hours) throws Exception {
        List<Image> images = new ArrayList<>();
        for (int hour = 0; hour < hours; hour++) {
            images.addAll(hour(node.clock.instant().plus(HOUR.multipliedBy(hour)), chance));
        }
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
        addFifty(6);
        assertThat(node.active()).containsExactly(AlarmKind.SCORES_DRIFT);
        assertThat(node.text(AlarmKind.SCORES_DRIFT))
                .matches("the mean global score of the last 50 images is 1\\d\\.\\d, of the .*");
        addFifty(0);
        addFifty(0);
        assertThat(node.active()).isEmpty();
    }

    @Test
    void moreRefusalsAreADrift() throws Exception {
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Instant at = node.clock.instant().plusSeconds(i);
            images.add(i % 10 == 0 ? Image.scored("CR1", at) : Image.notScored("CR1", at));
        }
        addLater(images);
        assertThat(node.active()).contains(AlarmKind.REFUSALS_DRIFT, AlarmKind.IMAGES_DRIFT);
        assertThat(node.text(AlarmKind.REFUSALS_DRIFT))
                .matches("not scored: 90 % of the last 50 radiographs, but (2|3)\\d % of .*");
    }

    @Test
    void anotherViewIsADriftAndAHeaderIsNotQuoted() throws Exception {
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Image usual = image(node.clock.instant().plusSeconds(i), 0, chance);
            images.add(usual.state() == JobState.SCORED ? usual.withView("MUSTERMANN") : usual);
        }
        addLater(images);
        assertThat(node.active()).containsOnly(AlarmKind.IMAGES_DRIFT);
        assertThat(node.board.active().toString())
                .contains("View Position another or none")
                .doesNotContain("MUSTERMANN");
    }

    private void addFifty(int shift) throws Exception {
        List<Image> images = new ArrayList<>();
        int scored = 0;
        while (scored < 50) {
            Image one = image(node.clock.instant().plusSeconds(images.size()), shift, chance);
            images.add(one);
            scored += one.state() == JobState.SCORED ? 1 : 0;
        }
        addLater(images);
    }

    private void addLater(List<Image> images) throws Exception {
        TestHistory.add(database, images);
        node.clock.advance(Duration.ofMinutes(31));
        node.work();
        node.check();
    }
}
