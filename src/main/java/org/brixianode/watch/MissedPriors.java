package org.brixianode.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.brixianode.ops.AlarmKind;

/**
 * Images of the last hour that were scored before all earlier radiographs in the PACS were there:
 * the search failed, was not possible, found no end in time, or did not bring all. Thread-safe.
 */
public final class MissedPriors {

    /** How long an image counts. */
    static final Duration MEMORY = Duration.ofHours(1);

    private static final int MAX_REMEMBERED = 10_000;

    private record Missed(Instant at, String reason) {}

    private final Deque<Missed> missed = new ArrayDeque<>();

    /**
     * Adds an image.
     *
     * @param reason why its earlier radiographs were not there, for an operator
     */
    public synchronized void add(Instant at, String reason) {
        if (missed.size() >= MAX_REMEMBERED) {
            missed.removeFirst();
        }
        missed.addLast(new Missed(at, reason));
    }

    /** The alarm, if there was such an image. */
    synchronized List<Finding> check(Instant now) {
        missed.removeIf(one -> one.at.isBefore(now.minus(MEMORY)) || one.at.isAfter(now));
        if (missed.isEmpty()) {
            return List.of();
        }
        String images = missed.size() == 1 ? "1 image was" : missed.size() + " images were";
        return List.of(
                Finding.ofNode(
                        AlarmKind.PRIORS_MISSED,
                        missed.getFirst().at,
                        "in the last hour %s scored before all earlier radiographs in the PACS were there. The last reason: %s"
                                .formatted(images, missed.getLast().reason)));
    }
}
