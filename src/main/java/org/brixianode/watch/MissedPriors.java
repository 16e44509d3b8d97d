package org.brixianode.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.EventListener;
import org.brixianode.ops.NodeEvent;

/**
 * Images of the last hour that were scored before all of their earlier radiographs in the PACS were
 * there: the search failed, found no end in time, or did not bring all. Thread-safe.
 */
public final class MissedPriors implements EventListener {

    /** How long an image counts. */
    static final Duration MEMORY = Duration.ofHours(1);

    private static final int MAX_REMEMBERED = 10_000;

    private final Deque<Instant> missed = new ArrayDeque<>();
    private Optional<String> problem = Optional.empty();

    @Override
    public synchronized void on(Instant at, NodeEvent event) {
        if (event instanceof NodeEvent.PriorsMissed) {
            if (missed.size() >= MAX_REMEMBERED) {
                missed.removeFirst();
            }
            missed.addLast(at);
        }
    }

    /**
     * A search has ended.
     *
     * @param failure why it failed, if it did
     */
    public synchronized void searched(Optional<String> failure) {
        problem = failure.or(() -> problem);
    }

    /** The alarm, if there was such an image. */
    synchronized List<Finding> check(Instant now) {
        missed.removeIf(at -> at.isBefore(now.minus(MEMORY)) || at.isAfter(now));
        if (missed.isEmpty()) {
            problem = Optional.empty();
            return List.of();
        }
        return List.of(
                Finding.ofNode(
                        AlarmKind.PRIORS_MISSED,
                        missed.getFirst(),
                        "in the last hour %d image(s) were scored before all of their earlier radiographs in the PACS were there. %s"
                                .formatted(
                                        missed.size(),
                                        problem.map(text -> "The last problem: " + text)
                                                .orElse(
                                                        "The PACS did not send all in priors.wait"))));
    }
}
