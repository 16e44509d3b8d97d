package org.brixianode.ops.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.TrustedName;

/**
 * What people are told.
 *
 * @param node the node's AE title
 * @param at when it was composed
 * @param changes alarms that were raised or cleared since the last message, in their order
 * @param active alarms that were told before and last
 * @param omitted number of changes beyond the bound
 */
record Message(
        Reason reason,
        String node,
        Instant at,
        List<Change> changes,
        List<Change> active,
        int omitted) {

    /** Why it is sent. */
    enum Reason {
        ALARMS,
        REMINDER,
        TEST
    }

    /**
     * An alarm.
     *
     * @param since when its condition began
     * @param cleared when it ended, if it has
     * @param told whether an earlier message told that it was raised
     */
    record Change(
            AlarmKind kind,
            TrustedName subject,
            Instant since,
            Optional<Instant> cleared,
            String text,
            boolean told) {

        boolean isOver() {
            return cleared.isPresent();
        }

        Change overAt(Instant at) {
            return new Change(kind, subject, since, Optional.of(at), text, told);
        }

        Change asTold() {
            return new Change(kind, subject, since, cleared, text, true);
        }
    }

    /** A message to try the channels. */
    static Message test(String node, Instant at) {
        return new Message(Reason.TEST, node, at, List.of(), List.of(), 0);
    }

    List<Change> raised() {
        return changes.stream().filter(one -> !one.isOver()).toList();
    }

    List<Change> over() {
        return changes.stream().filter(Change::isOver).toList();
    }

    /** Without the alarms of a kind. */
    Message without(Predicate<Change> unwanted) {
        return new Message(
                reason,
                node,
                at,
                changes.stream().filter(unwanted.negate()).toList(),
                active.stream().filter(unwanted.negate()).toList(),
                omitted);
    }

    /** Whether it tells nothing new. */
    boolean isEmpty() {
        return switch (reason) {
            case TEST -> false;
            case REMINDER -> active.isEmpty();
            case ALARMS -> changes.isEmpty() && omitted == 0;
        };
    }
}
