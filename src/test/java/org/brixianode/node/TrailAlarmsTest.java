package org.brixianode.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.ops.Alarm;
import org.brixianode.ops.AlarmBoard;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.NodeEvent;
import org.brixianode.testkit.ManualClock;
import org.junit.jupiter.api.Test;

final class TrailAlarmsTest {

    private static final Instant SINCE = Instant.parse("2026-03-01T08:00:00Z");

    private final List<NodeEvent> events = new ArrayList<>();
    private final AlarmBoard board =
            new AlarmBoard(events::add, new ManualClock(SINCE.plusSeconds(60)));
    private final TrailAlarms trail = new TrailAlarms(events::add, board);

    @Test
    void anAbsentServerIsAnAlarmUntilItIsBack() {
        trail.serverAway(SINCE, "syslog.example:6514 (TLS): connection refused");
        assertThat(board.active())
                .singleElement()
                .satisfies(
                        alarm -> {
                            assertThat(alarm.kind()).isEqualTo(AlarmKind.AUDIT_SERVER_UNREACHABLE);
                            assertThat(alarm.since()).isEqualTo(SINCE);
                            assertThat(alarm.text()).contains("connection refused");
                        });
        trail.serverBack();
        assertThat(board.active()).isEmpty();
    }

    @Test
    void aSpoolThatFailsIsAnAlarmUntilItWorks() {
        trail.spoolFails("no space left on device");
        assertThat(board.active()).extracting(Alarm::kind).containsExactly(AlarmKind.AUDIT_FAILING);
        assertThat(board.active().get(0).text()).contains("no space left on device");
        trail.spoolWorks();
        assertThat(board.active()).isEmpty();
    }

    @Test
    void lostMessagesAreAnEventWithTheirNumber() {
        trail.lost(7);
        assertThat(events).containsExactly(new NodeEvent.AuditMessagesLost(7));
    }
}
