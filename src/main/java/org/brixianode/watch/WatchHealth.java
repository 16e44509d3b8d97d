package org.brixianode.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.brixianode.ops.Alarm;
import org.brixianode.ops.AlarmBoard;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.Alarms;
import org.brixianode.ops.Health;
import org.brixianode.ops.Health.Check;
import org.brixianode.study.DurationText;

/**
 * Health from the active alarms, and from the progress of the images in work. Liveness fails only
 * for what a restart may mend.
 */
final class WatchHealth {

    /** After this many intervals without a check the watch itself has stopped. */
    private static final int STALE_INTERVALS = 10;

    private static final Duration STALE_LEAST = Duration.ofMinutes(5);

    private static final Set<AlarmKind> DESTINATION =
            Set.of(
                    AlarmKind.DESTINATION_UNREACHABLE,
                    AlarmKind.DESTINATION_REJECTS,
                    AlarmKind.DESTINATION_REFUSES);

    private final Supplier<WatchConfig> config;
    private final WatchedNode node;
    private final Alarms alarms;
    private final Clock clock;
    private volatile Instant lastCheck;

    WatchHealth(Supplier<WatchConfig> config, WatchedNode node, Alarms alarms, Clock clock) {
        this.config = config;
        this.node = node;
        this.alarms = alarms;
        this.clock = clock;
        this.lastCheck = clock.instant();
    }

    /** The watch has made progress. */
    void checked(Instant now) {
        lastCheck = now;
    }

    Health live() {
        return () -> {
            Instant now = clock.instant();
            return List.of(
                    alarm("threads", AlarmKind.WORKER_GONE),
                    claiming(now),
                    processing(now),
                    watch(now));
        };
    }

    Health ready() {
        return () -> {
            Instant now = clock.instant();
            List<Check> checks = new ArrayList<>();
            checks.add(alarm("intake", AlarmKind.INTAKE_FAILING));
            checks.add(alarm("disk", AlarmKind.DISK_HARD_MARK, AlarmKind.DISK_SOFT_MARK));
            checks.add(alarm("threads", AlarmKind.WORKER_GONE));
            checks.add(scoring());
            checks.add(watch(now));
            node.destinations().get().forEach(one -> checks.add(destination(one, now)));
            return checks;
        };
    }

    private Check alarm(String name, AlarmKind... kinds) {
        return first(name, alarm -> Set.of(kinds).contains(alarm.kind()));
    }

    /** A job that hangs on another node of the same database is that node's matter. */
    private Check scoring() {
        return first(
                "scoring",
                alarm ->
                        alarm.kind() == AlarmKind.NOTHING_SCORED
                                || (alarm.kind() == AlarmKind.JOB_HANGS
                                        && alarm.subject().equals(AlarmBoard.NODE)));
    }

    private Check first(String name, Predicate<Alarm> wanted) {
        return alarms.active().stream()
                .filter(wanted)
                .findFirst()
                .map(alarm -> Check.failed(name, alarm.kind().code() + ": " + alarm.text()))
                .orElse(Check.passed(name));
    }

    private Check destination(WatchedNode.Target target, Instant now) {
        Instant before = now.minus(config.get().patience().notReady());
        return first(
                "destination " + target.name(),
                alarm ->
                        DESTINATION.contains(alarm.kind())
                                && alarm.subject().value().equals(target.name())
                                && !alarm.since().isAfter(before));
    }

    /** The claimer looks for due images many times a minute, whether or not there are any. */
    private Check claiming(Instant now) {
        Duration since = Duration.between(node.progress().get().lastLook(), now);
        return since.compareTo(config.get().patience().jobHangs()) < 0
                ? Check.passed("claiming")
                : Check.failed(
                        "claiming",
                        "the node has not looked for images that are due for "
                                + DurationText.of(since));
    }

    /** Then a restart mends nothing: the database or the disk fails. */
    private boolean isIntakeFailing() {
        return alarms.active().stream().anyMatch(alarm -> alarm.kind() == AlarmKind.INTAKE_FAILING);
    }

    private Check processing(Instant now) {
        WatchedNode.Progress progress = node.progress().get();
        Duration since = Duration.between(progress.lastMoved(), now);
        return progress.claimed() == 0
                        || isIntakeFailing()
                        || since.compareTo(config.get().patience().jobHangs()) < 0
                ? Check.passed("processing")
                : Check.failed(
                        "processing",
                        "%d images are in work and none has ended for %s"
                                .formatted(progress.claimed(), DurationText.of(since)));
    }

    private Check watch(Instant now) {
        Duration since = Duration.between(lastCheck, now);
        Duration limit = config.get().interval().multipliedBy(STALE_INTERVALS);
        boolean fresh = since.compareTo(limit) < 0 || since.compareTo(STALE_LEAST) < 0;
        return fresh || isIntakeFailing()
                ? Check.passed("watch")
                : Check.failed(
                        "watch", "the node has not checked itself for " + DurationText.of(since));
    }
}
