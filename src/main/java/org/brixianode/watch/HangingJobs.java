package org.brixianode.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.brixianode.ops.AlarmKind;
import org.brixianode.queue.WorkFigures;
import org.brixianode.study.DurationText;
import org.brixianode.study.SafeText;
import org.brixianode.study.StageException;

/**
 * Jobs that have been running for far longer than an image takes. The subject is this node, or the
 * holder of the job where another node of the same database holds it.
 */
final class HangingJobs implements Condition {

    private static final int MAX_JOBS = 200;
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
        return figures.runningSince(before, MAX_JOBS).stream()
                .collect(
                        Collectors.groupingBy(
                                WorkFigures.Running::holder,
                                LinkedHashMap::new,
                                Collectors.toList()))
                .values()
                .stream()
                .map(hanging -> finding(hanging, now))
                .toList();
    }

    /** Of the jobs of one node. */
    private static Finding finding(List<WorkFigures.Running> hanging, Instant now) {
        WorkFigures.Running first = hanging.get(0);
        String holder = SafeText.line(first.holder(), MAX_HOLDER);
        String ids =
                hanging.stream()
                        .limit(MAX_NAMED)
                        .map(job -> String.valueOf(job.id()))
                        .collect(Collectors.joining(", "));
        String text =
                "%s %s still running, for %s, on %s. Restart that node: the image is then tried again, alone. To give it up: brixia-node jobs park, after the restart"
                        .formatted(
                                hanging.size() == 1 ? "job " + ids : "jobs " + ids,
                                hanging.size() == 1 ? "is" : "are",
                                DurationText.of(Duration.between(first.claimedAt(), now)),
                                holder);
        return first.here()
                ? Finding.ofNode(AlarmKind.JOB_HANGS, first.claimedAt(), text)
                : Finding.of(AlarmKind.JOB_HANGS, holder, first.claimedAt(), text);
    }
}
