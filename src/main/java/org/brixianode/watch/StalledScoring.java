package org.brixianode.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.brixianode.ops.AlarmKind;
import org.brixianode.queue.WorkFigures;
import org.brixianode.study.DurationText;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;

/**
 * Nothing is scored: images are due, the first of them for a long time, and for as long none was
 * begun or ended here; or radiographs are processed and none of the latest is scored.
 */
final class StalledScoring implements Condition {

    /** So many radiographs of one day, none of which is scored, are an alarm. */
    static final int UNSCORED = 20;

    private static final int LATEST = 200;
    private static final Duration DAY = Duration.ofDays(1);

    private final WorkFigures figures;
    private final Set<String> radiographs;
    private final Supplier<Signs.Progress> progress;
    private final Supplier<WatchConfig> config;

    StalledScoring(
            WorkFigures figures,
            Set<String> radiographs,
            Supplier<Signs.Progress> progress,
            Supplier<WatchConfig> config) {
        this.figures = figures;
        this.radiographs = radiographs;
        this.progress = progress;
        this.config = config;
    }

    @Override
    public List<Finding> check(Instant now) throws StageException {
        List<Finding> stalled = stalled(now);
        return stalled.isEmpty() ? unscored(now) : stalled;
    }

    private List<Finding> stalled(Instant now) throws StageException {
        Duration patience = config.get().patience().scoringStalled();
        Instant moved = progress.get().lastMoved();
        if (now.isBefore(moved.plus(patience))) {
            return List.of();
        }
        WorkFigures.Due due = figures.due(now);
        return due.dueSince()
                .filter(since -> !now.isBefore(since.plus(patience)))
                .map(since -> since.isAfter(moved) ? since : moved)
                .map(since -> List.of(finding(due.count(), since, now)))
                .orElse(List.of());
    }

    private List<Finding> unscored(Instant now) throws StageException {
        List<WorkFigures.Fate> latest =
                figures.fates(radiographs, now.minus(DAY), LATEST).stream()
                        .filter(one -> one.state() != JobState.WAITING)
                        .filter(one -> one.state() != JobState.RUNNING)
                        .limit(UNSCORED)
                        .toList();
        if (latest.size() < UNSCORED
                || latest.stream().anyMatch(one -> one.state() == JobState.SCORED)) {
            return List.of();
        }
        return List.of(
                Finding.ofNode(
                        AlarmKind.NOTHING_SCORED,
                        latest.get(latest.size() - 1).receivedAt(),
                        "none of the last %d radiographs was scored. The reasons: brixia-node jobs list --state not_scored"
                                .formatted(latest.size())));
    }

    private static Finding finding(long count, Instant since, Instant now) {
        return Finding.ofNode(
                AlarmKind.NOTHING_SCORED,
                since,
                "%d images wait and for %s none has been processed. Look for other alarms (disk, worker, model) and into the log; if there is none, restart the node"
                        .formatted(count, DurationText.of(Duration.between(since, now))));
    }
}
