package org.brixianode.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.brixianode.ops.AlarmKind;
import org.brixianode.queue.WorkFigures;
import org.brixianode.study.StageException;

/**
 * Senders none of whose latest radiographs is scored, as of a room that sends lateral views only.
 * One scored image ends the alarm.
 */
final class UnscoredImages implements Condition {

    /** How many of the latest images of a sender count. */
    static final int LATEST = 20;

    private static final Duration MEMORY = Duration.ofDays(7);
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
        List<Finding> found = new ArrayList<>();
        int least = config.get().samples().unscored();
        for (WorkFigures.Sender one :
                figures.senders(
                        radiographs, now.minus(MEMORY), Math.max(LATEST, least), MAX_SENDERS)) {
            if (one.scored() == 0 && one.finished() >= least) {
                found.add(finding(one));
            }
        }
        return found;
    }

    private static Finding finding(WorkFigures.Sender sender) {
        return Finding.of(
                AlarmKind.SENDER_NOT_SCORED,
                sender.caller(),
                sender.firstReceived(),
                "none of the last %d radiographs from %s was scored. The reasons: brixia-node jobs list --state not_scored. Send frontal chest images, or add the site's words under pixels"
                        .formatted(sender.finished(), sender.caller()));
    }
}
