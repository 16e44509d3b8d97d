package org.brixianode.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.brixianode.ops.AlarmKind;
import org.brixianode.queue.WorkFigures;
import org.brixianode.study.DurationText;
import org.brixianode.study.StageException;

/**
 * Nothing is scored: images are due, the first of them for a long time, and for as long none was
 * begun or ended here. Images that are processed and refused are the senders' matter.
 */
final class StalledScoring implements Condition {

    private final WorkFigures figures;
    private final Supplier<WatchedNode.Progress> progress;
    private final Supplier<WatchConfig> config;

    StalledScoring(
            WorkFigures figures,
            Supplier<WatchedNode.Progress> progress,
            Supplier<WatchConfig> config) {
        this.figures = figures;
        this.progress = progress;
        this.config = config;
    }

    @Override
    public List<Finding> check(Instant now) throws StageException {
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

    private static Finding finding(long count, Instant since, Instant now) {
        return Finding.ofNode(
                AlarmKind.NOTHING_SCORED,
                since,
                "%d images wait and for %s none has been processed. Look for other alarms (disk, worker, model) and into the log; if there is none, restart the node"
                        .formatted(count, DurationText.of(Duration.between(since, now))));
    }
}
