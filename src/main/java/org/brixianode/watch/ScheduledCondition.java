package org.brixianode.watch;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.brixianode.ops.AlarmBoard;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.OngoingFailure;
import org.brixianode.ops.TrustedName;
import org.brixianode.study.FailureText;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One condition with its schedule and the alarms that it has raised. Used by one thread. */
final class ScheduledCondition {

    private static final Logger LOG = LoggerFactory.getLogger(ScheduledCondition.class);

    private static final Duration REMINDER = Duration.ofHours(1);

    private record Raised(AlarmKind kind, TrustedName subject) {}

    private final Condition condition;
    private final Duration every;
    private final AlarmBoard board;
    private final OngoingFailure failure;
    private Set<Raised> raised = Set.of();
    private Instant nextDue = Instant.MIN;

    /**
     * @param name of the condition, for the log
     * @param every least time between two checks
     */
    ScheduledCondition(
            String name, Condition condition, Duration every, AlarmBoard board, Clock clock) {
        this.condition = condition;
        this.every = every;
        this.board = board;
        this.failure = new OngoingFailure(LOG, "the watch cannot check " + name, REMINDER, clock);
    }

    /** Checks the condition if it is due. */
    void run(Instant now) {
        boolean setBack = nextDue.isAfter(now.plus(every));
        if (now.isBefore(nextDue) && !setBack) {
            return;
        }
        nextDue = now.plus(every);
        try {
            apply(condition.check(now));
            failure.recovered();
        } catch (StageException | IOException | RuntimeException | Error e) {
            failure.failed(FailureText.of(e), e);
        }
    }

    private void apply(List<Finding> found) {
        Set<Raised> now = new HashSet<>();
        for (Finding one : found) {
            board.raise(one.kind(), one.subject(), one.since(), one.text());
            now.add(new Raised(one.kind(), one.subject()));
        }
        raised.stream()
                .filter(one -> !now.contains(one))
                .forEach(one -> board.clear(one.kind(), one.subject()));
        raised = now;
    }
}
