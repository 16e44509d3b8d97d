package org.brixianode.watch;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.brixianode.ops.AlarmKind;
import org.brixianode.queue.WorkFigures;
import org.brixianode.study.StageException;

/**
 * The mean global score of the images of the last seven days against that of up to three whole
 * weeks before them, of the same model. Alarm: Welch's t is at least 4 in size and the means differ
 * by at least 2 points; it ends below 3 or 1.5.
 */
final class ScoreDrift implements Condition {

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
        Optional<String> model = figures.latestModel();
        Optional<Weeks> known = Weeks.before(now, figures.firstKept().orElse(now));
        if (model.isEmpty() || known.isEmpty()) {
            active = false;
            return List.of();
        }
        Weeks weeks = known.get();
        Statistics.Sample latest =
                new Statistics.Sample(figures.scores(model.get(), weeks.middle(), weeks.until()));
        Statistics.Sample earlier =
                new Statistics.Sample(figures.scores(model.get(), weeks.from(), weeks.middle()));
        int least = config.get().samples().drift();
        if (latest.size() < least || earlier.size() < least) {
            active = false;
            return List.of();
        }
        return compare(latest, earlier, weeks);
    }

    private List<Finding> compare(
            Statistics.Sample latest, Statistics.Sample earlier, Weeks weeks) {
        double t = Statistics.welch(latest, earlier);
        double points = Math.abs(latest.mean() - earlier.mean());
        boolean drifts =
                Math.abs(t) >= (active ? CLEAR_T : RAISE_T)
                        && points >= (active ? CLEAR_POINTS : RAISE_POINTS);
        since = drifts && !active ? weeks.until() : since;
        active = drifts;
        return drifts
                ? List.of(
                        Finding.ofNode(
                                AlarmKind.SCORES_DRIFT,
                                since,
                                String.format(
                                        Locale.ROOT,
                                        "the mean global score of the %d images of the last 7 days is %.1f, of the %d of %s %.1f (Welch's t %.1f). Look at recent heatmaps: other patients, or another device or processing?",
                                        latest.size(),
                                        latest.mean(),
                                        earlier.size(),
                                        weeks.earlierInWords(),
                                        earlier.mean(),
                                        t)))
                : List.of();
    }
}
