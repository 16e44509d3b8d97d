package org.brixianode.node;

import java.time.Instant;
import org.brixianode.ops.AlarmBoard;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.Events;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.audit.TrailListener;

/** Raises the alarms about the audit trail. */
final class TrailAlarms implements TrailListener {

    private final Events events;
    private final AlarmBoard board;

    TrailAlarms(Events events, AlarmBoard board) {
        this.events = events;
        this.board = board;
    }

    @Override
    public void lost(long count) {
        events.publish(new NodeEvent.AuditMessagesLost(count));
    }

    @Override
    public void serverAway(Instant since, String reason) {
        board.raise(AlarmKind.AUDIT_SERVER_UNREACHABLE, AlarmBoard.NODE, since, reason);
    }

    @Override
    public void serverBack() {
        board.clear(AlarmKind.AUDIT_SERVER_UNREACHABLE, AlarmBoard.NODE);
    }

    @Override
    public void spoolFails(String reason) {
        board.raise(
                AlarmKind.AUDIT_FAILING,
                AlarmBoard.NODE,
                "audit messages cannot be kept for the syslog server: " + reason);
    }

    @Override
    public void spoolWorks() {
        board.clear(AlarmKind.AUDIT_FAILING, AlarmBoard.NODE);
    }
}
