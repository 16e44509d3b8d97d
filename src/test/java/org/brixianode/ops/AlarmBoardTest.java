package org.brixianode.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.testkit.CapturedLog;
import org.brixianode.testkit.ManualClock;
import org.junit.jupiter.api.Test;

final class AlarmBoardTest {

    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
    private static final TrustedName PACS = new TrustedName("pacs");

    private final ManualClock clock = new ManualClock(START);
    private final List<NodeEvent> published = new ArrayList<>();
    private final AlarmBoard board = new AlarmBoard(published::add, clock);

    @Test
    void anAlarmIsPublishedAndLoggedOnceUntilItIsCleared() {
        try (CapturedLog log = CapturedLog.of("org.brixianode.ops")) {
            board.raise(AlarmKind.DESTINATION_UNREACHABLE, PACS, "no connection");
            clock.advance(Duration.ofMinutes(5));
            board.raise(AlarmKind.DESTINATION_UNREACHABLE, PACS, "still no connection");

            assertThat(board.active())
                    .containsExactly(
                            new Alarm(
                                    AlarmKind.DESTINATION_UNREACHABLE,
                                    PACS,
                                    START,
                                    "still no connection"));
            board.clear(AlarmKind.DESTINATION_UNREACHABLE, PACS);
            board.clear(AlarmKind.DESTINATION_UNREACHABLE, PACS);

            assertThat(board.active()).isEmpty();
            assertThat(published)
                    .containsExactly(
                            new NodeEvent.AlarmRaised(AlarmKind.DESTINATION_UNREACHABLE, PACS),
                            new NodeEvent.AlarmCleared(AlarmKind.DESTINATION_UNREACHABLE, PACS));
            assertThat(log.errors())
                    .containsExactly("alarm destination-unreachable (pacs): no connection");
            assertThat(log.infos())
                    .containsExactly("alarm destination-unreachable (pacs) is over after 5 min");
        }
    }

    @Test
    void theMostSevereComesFirstThenTheOldest() {
        board.raise(AlarmKind.DISK_LOW, AlarmBoard.NODE, "low");
        clock.advance(Duration.ofMinutes(1));
        board.raise(AlarmKind.RESULTS_WAITING, PACS, "late");
        board.raise(AlarmKind.INTAKE_FAILING, AlarmBoard.NODE, START.minusSeconds(9), "earlier");

        assertThat(board.active())
                .extracting(Alarm::kind)
                .containsExactly(
                        AlarmKind.INTAKE_FAILING, AlarmKind.RESULTS_WAITING, AlarmKind.DISK_LOW);
    }

    @Test
    void theTextIsOneLineAndTheirNumberIsBounded() {
        board.raise(AlarmKind.JOBS_FAILED, AlarmBoard.NODE, "a\nb");
        for (int i = 0; i < 2 * AlarmBoard.MAX_ALARMS; i++) {
            board.raise(AlarmKind.SENDER_NOT_SCORED, new TrustedName("CT" + i), "text");
        }

        assertThat(board.active()).hasSize(AlarmBoard.MAX_ALARMS);
        assertThat(board.active()).extracting(Alarm::text).contains("a?b");
    }
}
