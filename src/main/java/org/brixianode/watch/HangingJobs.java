package org.brixianode.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.brixianode.ops.AlarmKind;
import org.brixianode.queue.WorkFigures;
import org.brixianode.study.DurationText;
import org.brixianode.study.SafeText;
import org.brixianode.study.StageException;

/** Jobs that have been running for far longer than an image takes. */
final class HangingJobs implements Condition {

    private static final int MAX_NAMED = 5;
    private static final int MAX_HOLDER = 64;

    private final WorkFigures figures;
    private final Supplier<WatchConfig> config;

    HangingJobs(WorkFigures figures, Supplier<WatchConfig> config) {
        this.figures = figures;
        this.config = config;
    }

    @Override
    public List<Finding> check(Instant now) throws StageException {
        Instant before = now.minus(config.get().patience().jobHangs());
        List<WorkFigures.Running> hanging = figures.runningSince(before, MAX_NAMED);
        if (hanging.isEmpty()) {
            return List.of();
        }
        WorkFigures.Running first = hanging.get(0);
        String ids =
                hanging.stream()
                        .map(job -> String.valueOf(job.id()))
                        .collect(Collectors.joining(", "));
        return List.of(
                Finding.ofNode(
                        AlarmKind.JOB_HANGS,
                        first.claimedAt(),
                        "%s %s still running, since %s, on %s. Restart that node: the image is then tried again, alone. To give it up: brixia-node jobs park, after the restart"
                                .formatted(
                                        hanging.size() == 1 ? "job " + ids : "jobs " + ids,
                                        hanging.size() == 1 ? "is" : "are",
                                        DurationText.of(Duration.between(first.claimedAt(), now)),
                                        SafeText.line(first.holder(), MAX_HOLDER))));
    }
}
