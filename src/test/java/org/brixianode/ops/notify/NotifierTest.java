package org.brixianode.ops.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.ops.Alarm;
import org.brixianode.ops.AlarmBoard;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.EventBus;
import org.brixianode.ops.TrustedName;
import org.brixianode.testkit.CapturedLog;
import org.brixianode.testkit.ManualClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When people are told of what, by a clock that the test sets. */
final class NotifierTest {

    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration INTERVAL = Duration.ofMinutes(15);
    private static final TrustedName PACS = new TrustedName("pacs");
    private static final NotifyConfig CONFIG =
            new NotifyConfig(
                    INTERVAL,
                    Duration.ofDays(1),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    private final ManualClock clock = new ManualClock(START);
    private final EventBus bus = new EventBus(clock);
    private final AlarmBoard board = new AlarmBoard(bus, clock);
    private final FakeChannel mail = new FakeChannel("e-mail");
    private final FakeChannel webhook = new FakeChannel("webhook");
    private final Notifier notifier =
            new Notifier(CONFIG, "BRIXIA", board, clock, List.of(mail, webhook));

    /** Collects messages, or fails. */
    private static final class FakeChannel implements Channel {
        private final String name;
        private final List<Message> sent = new ArrayList<>();
        private Optional<String> failure = Optional.empty();
        private int attempts;

        FakeChannel(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String describe() {
            return name + ".example";
        }

        @Override
        public void send(Message message) throws IOException {
            attempts++;
            if (failure.isPresent()) {
                throw new IOException(failure.get());
            }
            sent.add(message);
        }

        List<String> subjects() {
            return sent.stream().map(MessageText::subject).toList();
        }
    }

    @BeforeEach
    void subscribe() {
        bus.subscribe("notifications", notifier);
    }

    private void pass(Duration time) throws InterruptedException {
        clock.advance(time);
        notifier.compose();
        notifier.send();
    }

    @Test
    void theFirstAlarmIsToldAtOnceWithThoseOfTheSameCheck() throws Exception {
        board.raise(AlarmKind.DISK_LOW, AlarmBoard.NODE, "900 MiB are free");
        notifier.compose();
        board.raise(AlarmKind.DESTINATION_REJECTS, PACS, "it is not called PACS");
        pass(Notifier.SETTLE);

        assertThat(mail.subjects())
                .containsExactly("[BRIXIA] destination-rejects (pacs) and 1 more");
        assertThat(webhook.subjects()).isEqualTo(mail.subjects());
    }

    /** The time of a message is in whole seconds, which does not shorten the wait. */
    @Test
    void alarmsOfOneCheckAreToldTogetherWithinASecondToo() throws Exception {
        pass(Duration.ofMillis(900));
        board.raise(AlarmKind.DISK_LOW, AlarmBoard.NODE, "900 MiB are free");
        pass(Duration.ofMillis(50));
        assertThat(mail.sent).isEmpty();
        pass(Notifier.SETTLE);
        assertThat(mail.sent).extracting(Message::at).containsExactly(START.plusSeconds(3));
    }

    @Test
    void whatFollowsIsToldInOneMessagePerInterval() throws Exception {
        board.raise(AlarmKind.DESTINATION_REJECTS, PACS, "it is not called PACS");
        pass(Notifier.SETTLE);
        board.clear(AlarmKind.DESTINATION_REJECTS, PACS);
        board.raise(AlarmKind.DISK_LOW, AlarmBoard.NODE, "900 MiB are free");
        board.raise(AlarmKind.JOBS_FAILED, AlarmBoard.NODE, "1 image failed");
        board.clear(AlarmKind.JOBS_FAILED, AlarmBoard.NODE);
        pass(INTERVAL.minusSeconds(1));
        assertThat(mail.sent).hasSize(1);

        pass(Duration.ofSeconds(1));
        assertThat(mail.subjects())
                .last()
                .isEqualTo("[BRIXIA] disk-low (node); over: destination-rejects (pacs) and 1 more");

        pass(INTERVAL.multipliedBy(3));
        assertThat(mail.sent).hasSize(2);
    }

    @Test
    void aMessageSaysWhatIsStillActive() throws Exception {
        board.raise(AlarmKind.DESTINATION_REJECTS, PACS, "it is not called PACS");
        pass(Notifier.SETTLE);
        board.raise(AlarmKind.DISK_LOW, AlarmBoard.NODE, "900 MiB are free");
        pass(INTERVAL);

        assertThat(MessageText.body(mail.sent.get(1)))
                .isEqualTo(
                        """
                        Brixia Node BRIXIA, 2026-03-02 10:15:03 UTC

                        RAISED
                        WARNING disk-low (node), since 2026-03-02 10:00:03 UTC
                                900 MiB are free

                        STILL ACTIVE
                        ERROR   destination-rejects (pacs), since 2026-03-02 10:00:00 UTC
                                it is not called PACS

                        Meaning, check and cure of each alarm: docs/alarms.md
                        """);
    }

    @Test
    void aLastingErrorIsToldEveryDayAWarningIsNot() throws Exception {
        board.raise(AlarmKind.DISK_LOW, AlarmBoard.NODE, "900 MiB are free");
        pass(Notifier.SETTLE);
        pass(Duration.ofDays(3));
        assertThat(mail.sent).hasSize(1);

        board.raise(AlarmKind.RESULTS_WAITING, PACS, "2 results wait");
        pass(Notifier.SETTLE);
        pass(Duration.ofDays(1).minusSeconds(1));
        assertThat(mail.sent).hasSize(2);
        pass(Duration.ofSeconds(1));
        pass(Duration.ofDays(1));
        assertThat(mail.subjects().subList(2, 4))
                .containsOnly("[BRIXIA] still active: results-waiting (pacs) and 1 more");

        board.clear(AlarmKind.RESULTS_WAITING, PACS);
        pass(INTERVAL);
        pass(Duration.ofDays(2));
        assertThat(mail.subjects()).last().isEqualTo("[BRIXIA] over: results-waiting (pacs)");
    }

    @Test
    void aChannelThatFailsIsRepeatedWithGrowingPausesAndHoldsNobodyUp() throws Exception {
        mail.failure = Optional.of("the mail server does not answer");
        try (CapturedLog log = CapturedLog.of("org.brixianode.ops.notify")) {
            board.raise(AlarmKind.INTAKE_FAILING, AlarmBoard.NODE, "no space");
            pass(Notifier.SETTLE);
            assertThat(webhook.sent).hasSize(1);
            assertThat(board.active())
                    .extracting(Alarm::kind)
                    .containsExactly(AlarmKind.INTAKE_FAILING, AlarmKind.NOTIFICATION_FAILING);

            for (int second = 0; second < 120; second++) {
                pass(Duration.ofSeconds(1));
            }
            assertThat(mail.attempts).isEqualTo(4); // after 0, 10, 30 and 70 s
            assertThat(log.warnings())
                    .containsExactly(
                            "e-mail to e-mail.example failed: the mail server does not answer");

            mail.failure = Optional.empty();
            pass(Outbound.LONGEST_PAUSE);
            assertThat(mail.subjects()).contains("[BRIXIA] intake-failing (node)");
            assertThat(board.active())
                    .extracting(Alarm::kind)
                    .containsExactly(AlarmKind.INTAKE_FAILING);
        }
    }

    @Test
    void theOtherChannelTellsThatOneFails() throws Exception {
        mail.failure = Optional.of("no route");
        board.raise(AlarmKind.INTAKE_FAILING, AlarmBoard.NODE, "no space");
        pass(Notifier.SETTLE);
        pass(INTERVAL);

        assertThat(webhook.subjects())
                .containsExactly(
                        "[BRIXIA] intake-failing (node)", "[BRIXIA] notification-failing (e-mail)");
        mail.failure = Optional.empty();
        pass(INTERVAL);
        assertThat(mail.sent)
                .flatExtracting(Message::changes)
                .extracting(Message.Change::kind)
                .doesNotContain(AlarmKind.NOTIFICATION_FAILING);
    }

    @Test
    void waitingMessagesAndChangesAreBounded() throws Exception {
        for (int i = 0; i < 2 * Notifier.MAX_CHANGES; i++) {
            board.raise(AlarmKind.SENDER_NOT_SCORED, new TrustedName("CT" + i), "none");
        }
        pass(Notifier.SETTLE);
        assertThat(mail.sent.get(0).changes()).hasSize(Notifier.MAX_CHANGES);
        assertThat(MessageText.body(mail.sent.get(0))).contains("\n100 more changes: see the log.");

        mail.failure = Optional.of("no route");
        for (int i = 0; i < 2 * Outbound.MAX_WAITING; i++) {
            board.raise(AlarmKind.DISK_LOW, AlarmBoard.NODE, "low");
            pass(INTERVAL);
            board.clear(AlarmKind.DISK_LOW, AlarmBoard.NODE);
            pass(INTERVAL);
        }
        mail.failure = Optional.empty();
        mail.sent.clear();
        try (CapturedLog log = CapturedLog.of("org.brixianode.ops.notify")) {
            pass(Outbound.LONGEST_PAUSE);
            assertThat(mail.sent).hasSizeBetween(1, Outbound.MAX_WAITING);
            assertThat(log.infos()).first().asString().containsPattern("dropped in between: \\d+");
        }
    }

    /** There is no room to note that it is over. */
    @Test
    void anAlarmWhoseEndWasOmittedIsNotCalledStillActive() throws Exception {
        board.raise(AlarmKind.DESTINATION_REJECTS, PACS, "it is not called PACS");
        pass(Notifier.SETTLE);
        for (int i = 0; i < Notifier.MAX_CHANGES; i++) {
            board.raise(AlarmKind.SENDER_NOT_SCORED, new TrustedName("CT" + i), "none");
        }
        board.clear(AlarmKind.DESTINATION_REJECTS, PACS);
        pass(INTERVAL);
        assertThat(mail.sent).hasSize(2);
        assertThat(mail.sent.get(1).active()).isEmpty();
        pass(Duration.ofDays(1));
        assertThat(mail.sent).hasSize(2);
    }

    @Test
    void aMessageThatFailsForADayIsGivenUp() throws Exception {
        mail.failure = Optional.of("no route");
        board.raise(AlarmKind.DISK_LOW, AlarmBoard.NODE, "low");
        pass(Notifier.SETTLE);
        pass(Outbound.GIVE_UP.plusSeconds(1));
        mail.failure = Optional.empty();
        pass(Outbound.LONGEST_PAUSE);
        assertThat(mail.sent).isEmpty();
        assertThat(webhook.sent).isNotEmpty();
    }

    @Test
    void withoutAChannelNothingIsKept() {
        Notifier silent = new Notifier(CONFIG, "BRIXIA", board, clock, List.of());
        bus.subscribe("silent", silent);
        silent.start();
        board.raise(AlarmKind.DISK_LOW, AlarmBoard.NODE, "low");
        silent.close();
        assertThat(board.active()).hasSize(1);
    }
}
