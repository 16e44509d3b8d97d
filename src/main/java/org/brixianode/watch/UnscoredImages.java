package org.brixianode.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.brixianode.ops.AlarmKind;
import org.brixianode.queue.WorkFigures;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;

/**
 * Senders none of whose latest radiographs is scored, as of a room that sends lateral views only.
 * One scored image ends the alarm.
 */
final class UnscoredImages implements Condition {

    /** How many of the latest images of a sender count. */
    static final int LATEST = 20;

    private static final Set<JobState> FINISHED = Set.of(JobState.SCORED, JobState.NOT_SCORED);
    private static final Duration MEMORY = Duration.ofDays(7);
    private static final int LEAST_READ = 1000;

    /** So many times the needed number is read, since other senders' images are among them. */
    private static final int READ_FACTOR = 50;

    private static final int MAX_SENDERS = 50;

    private final WorkFigures figures;
    private final Set<String> radiographs;
    private final Supplier<WatchConfig> config;

    UnscoredImages(WorkFigures figures, Set<String> radiographs, Supplier<WatchConfig> config) {
        this.figures = figures;
        this.radiographs = radiographs;
        this.config = config;
    }

    @Override
    public List<Finding> check(Instant now) throws StageException {
        int least = config.get().samples().unscored();
        Map<String, List<WorkFigures.Outcome>> bySender =
                figures
                        .outcomes(
                                radiographs,
                                now.minus(MEMORY),
                                Math.max(LEAST_READ, READ_FACTOR * least))
                        .stream()
                        .filter(one -> FINISHED.contains(one.state()))
                        .collect(
                                Collectors.groupingBy(
                                        WorkFigures.Outcome::caller,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        return bySender.values().stream()
                .map(images -> images.subList(0, Math.min(images.size(), Math.max(LATEST, least))))
                .filter(images -> images.size() >= least)
                .filter(images -> images.stream().noneMatch(UnscoredImages::isScored))
                .limit(MAX_SENDERS)
                .map(UnscoredImages::finding)
                .toList();
    }

    private static boolean isScored(WorkFigures.Outcome image) {
        return image.state() == JobState.SCORED;
    }

    private static Finding finding(List<WorkFigures.Outcome> images) {
        String sender = images.get(0).caller();
        return Finding.of(
                AlarmKind.SENDER_NOT_SCORED,
                sender,
                images.get(images.size() - 1).receivedAt(),
                "none of the last %d radiographs from %s was scored. The reasons: brixia-node jobs list --state not_scored. Send frontal chest images, or add the site's words under pixels"
                        .formatted(images.size(), sender));
    }
}
