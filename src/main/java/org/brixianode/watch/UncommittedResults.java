package org.brixianode.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.brixianode.ops.AlarmKind;
import org.brixianode.queue.Commitments;
import org.brixianode.study.DurationText;
import org.brixianode.study.StageException;

/** Results that a destination has accepted without committing to their storage for a long time. */
final class UncommittedResults implements Condition {

    private final Commitments commitments;
    private final Supplier<List<WatchedNode.Target>> destinations;
    private final Supplier<WatchConfig> config;

    UncommittedResults(
            Commitments commitments,
            Supplier<List<WatchedNode.Target>> destinations,
            Supplier<WatchConfig> config) {
        this.commitments = commitments;
        this.destinations = destinations;
        this.config = config;
    }

    @Override
    public List<Finding> check(Instant now) throws StageException {
        Duration patience = config.get().patience().notCommitted();
        Map<String, Instant> oldest = commitments.oldestAwaited();
        List<Finding> found = new ArrayList<>();
        for (WatchedNode.Target target : destinations.get()) {
            Instant since = oldest.get(target.name());
            if (since != null && !now.isBefore(since.plus(patience))) {
                found.add(
                        Finding.of(
                                AlarmKind.RESULTS_NOT_COMMITTED,
                                target.name(),
                                since,
                                "destination %s has had results for %s and has not confirmed that it keeps them: they are not deleted here"
                                        .formatted(
                                                target.description(),
                                                DurationText.of(Duration.between(since, now)))));
            }
        }
        return found;
    }
}
