package org.brixianode.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.brixianode.ops.AlarmKind;
import org.brixianode.queue.DeliveryAdmin;
import org.brixianode.queue.DeliveryState;
import org.brixianode.queue.DestinationCounts;
import org.brixianode.study.DurationText;
import org.brixianode.study.SafeText;
import org.brixianode.study.StageException;
import org.brixianode.study.StatusCode;

/**
 * Results that have been waiting for their destination for a long time, that are parked, or whose
 * destination is not configured.
 */
final class WaitingResults implements Condition {

    private static final int MAX_NAME = 100;

    private final DeliveryAdmin deliveries;
    private final Contacts contacts;
    private final Supplier<List<WatchedNode.Target>> destinations;
    private final Supplier<WatchConfig> config;

    WaitingResults(
            DeliveryAdmin deliveries,
            Contacts contacts,
            Supplier<List<WatchedNode.Target>> destinations,
            Supplier<WatchConfig> config) {
        this.deliveries = deliveries;
        this.contacts = contacts;
        this.destinations = destinations;
        this.config = config;
    }

    @Override
    public List<Finding> check(Instant now) throws StageException {
        List<Finding> found = new ArrayList<>();
        for (DestinationCounts counts : deliveries.counts()) {
            Optional<WatchedNode.Target> target =
                    destinations.get().stream()
                            .filter(one -> one.name().equals(counts.destination()))
                            .findFirst();
            if (target.isEmpty()) {
                unconfigured(counts, now).ifPresent(found::add);
            } else {
                late(target.get(), counts, now).ifPresent(found::add);
                parked(target.get(), counts, now).ifPresent(found::add);
            }
            if (counts.unsent() + counts.of(DeliveryState.PARKED) == 0) {
                contacts.forgetObjects(counts.destination());
            }
        }
        return found;
    }

    private static Optional<Finding> unconfigured(DestinationCounts counts, Instant now) {
        long open = counts.unsent() + counts.of(DeliveryState.PARKED);
        if (open == 0) {
            return Optional.empty();
        }
        String name = SafeText.line(counts.destination(), MAX_NAME);
        return Optional.of(
                Finding.of(
                        AlarmKind.DESTINATION_NOT_CONFIGURED,
                        name,
                        now,
                        "%d results wait for destination %s, which is not configured: nothing is sent there. Configure it again, or run: brixia-node jobs discard --destination %s"
                                .formatted(open, name, name)));
    }

    private Optional<Finding> late(
            WatchedNode.Target target, DestinationCounts counts, Instant now) {
        Duration patience = config.get().patience().resultsWaiting();
        return counts.oldestWaiting()
                .filter(since -> !now.isBefore(since.plus(patience)))
                .map(
                        since ->
                                Finding.of(
                                        AlarmKind.RESULTS_WAITING,
                                        target.name(),
                                        since,
                                        "%d results wait for destination %s, the oldest for %s%s"
                                                .formatted(
                                                        counts.unsent(),
                                                        target.description(),
                                                        DurationText.of(
                                                                Duration.between(since, now)),
                                                        lastStatus(counts))));
    }

    private static Optional<Finding> parked(
            WatchedNode.Target target, DestinationCounts counts, Instant now) {
        long parked = counts.of(DeliveryState.PARKED);
        return parked == 0
                ? Optional.empty()
                : Optional.of(
                        Finding.of(
                                AlarmKind.RESULTS_PARKED,
                                target.name(),
                                now,
                                "%d results for destination %s are parked and are not sent by themselves%s. When the cause is mended: brixia-node jobs retry --deliveries --destination %s"
                                        .formatted(
                                                parked,
                                                target.description(),
                                                lastStatus(counts),
                                                target.name())));
    }

    /** The code alone: the text of an error may come from the destination. */
    private static String lastStatus(DestinationCounts counts) {
        return counts.lastError()
                .filter(error -> error.status().isPresent())
                .map(error -> "; last status " + StatusCode.text(error.status().getAsInt()))
                .orElse("");
    }
}
