package org.brixianode.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.brixianode.ops.AlarmKind;
import org.brixianode.queue.WorkFigures;
import org.brixianode.study.StageException;

/**
 * The mean global score of the latest results against that of the results of the last four weeks
 * before them, of the same model. Alarm: Welch's t is at least 4 in size and the means differ by at
 * least 2 points; it ends below 3 or 1.5.
 */
final class ScoreDrift implements Condition {

    private static final Duration MEMORY = Duration.ofDays(28);
    private static final int MAX_RESULTS = 1500;
    private static final int LEAST_FACTOR = 2;

    private static final double RAISE_T = 4;
    private static final double CLEAR_T = 3;
    private static final double RAISE_POINTS = 2;
    private static final double CLEAR_POINTS = 1.5;

    private final WorkFigures figures;
    private final Supplier<WatchConfig> config;
    private boolean active;
    private Instant since = Instant.MIN;

    ScoreDrift(WorkFigures figures, Supplier<WatchConfig> config) {
        this.figures = figures;
        this.config = config;
    }

    @Override
    public List<Finding> check(Instant now) throws StageException {
        int size = config.get().samples().drift();
        List<WorkFigures.Score> all = figures.scores(MAX_RESULTS);
        List<Integer> scores =
                all.stream()
                        .filter(one -> one.modelDigest().equals(all.get(0).modelDigest()))
                        .filter(one -> one.scoredAt().isAfter(now.minus(MEMORY)))
                        .map(WorkFigures.Score::global)
                        .toList();
        if (scores.size() < (1 + LEAST_FACTOR) * size) {
            active = false;
            return List.of();
        }
        return compare(scores.subList(0, size), scores.subList(size, scores.size()), now);
    }

    private List<Finding> compare(List<Integer> latest, List<Integer> earlier, Instant now) {
        double t = Math.abs(Statistics.welch(latest, earlier));
        double points = Math.abs(Statistics.mean(latest) - Statistics.mean(earlier));
        boolean drifts =
                t >= (active ? CLEAR_T : RAISE_T)
                        && points >= (active ? CLEAR_POINTS : RAISE_POINTS);
        since = drifts && !active ? now : since;
        active = drifts;
        return drifts
                ? List.of(
                        Finding.ofNode(
                                AlarmKind.SCORES_DRIFT,
                                since,
                                String.format(
                                        Locale.ROOT,
                                        "the mean global score of the last %d images is %.1f, of the %d before %.1f (Welch's t %.1f). Look at recent heatmaps: other patients, or another device or processing?",
                                        latest.size(),
                                        Statistics.mean(latest),
                                        earlier.size(),
                                        Statistics.mean(earlier),
                                        Statistics.welch(latest, earlier))))
                : List.of();
    }
}
